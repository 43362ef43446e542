package io.musicreclass.convert.read;

import java.io.IOException;
import java.io.InputStream;

/** A stream that counts the bytes read and remaining. */
final class CountingInput extends InputStream {
  private final InputStream in;
  private final long size;
  private long position;

  CountingInput(InputStream in, long size) {
    this.in = in;
    this.size = size;
  }

  long position() {
    return position;
  }

  long remaining() {
    return size - position;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    position += value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int n = in.read(into, offset, length);
    position += Math.max(n, 0);
    return n;
  }

  @Override
  public long skip(long count) throws IOException {
    long n = in.skip(count);
    position += n;
    return n;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
