package io.musicreclass.decode.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads bytes at any position of a file. */
final class BlockBytes {
  private static final int MOST_ZEROS = 16 << 20;

  private static final int CHUNK = 4 << 10;

  private final FileChannel channel;

  BlockBytes(FileChannel channel) {
    this.channel = channel;
  }

  /** The position of the first non-zero byte at or after a position. */
  long skipZeros(long from, long end) throws IOException {
    long limit = Math.min(end, from + MOST_ZEROS);
    for (long at = from; at < limit; at += CHUNK) {
      byte[] bytes = read(at, (int) Math.min(CHUNK, limit - at));
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] != 0) {
          return at + i;
        }
      }
    }
    return limit;
  }

  /** The start of the zeros that end at a position. */
  long beforeZeros(long start, long end) throws IOException {
    long limit = Math.max(start, end - MOST_ZEROS);
    for (long at = end; at > limit; ) {
      int n = (int) Math.min(CHUNK, at - limit);
      byte[] bytes = read(at - n, n);
      for (int i = bytes.length - 1; i >= 0; i--) {
        if (bytes[i] != 0) {
          return at - n + i + 1;
        }
      }
      at -= n;
    }
    return limit;
  }

  /** The end of a block, checked to be within the file. */
  static long fit(long at, long bytes, long end) {
    return bytes <= end - at ? at + bytes : at;
  }

  boolean startsWith(long at, String mark) throws IOException {
    return text(at, mark.length()).equals(mark);
  }

  String text(long at, int length) throws IOException {
    return new String(read(at, length), StandardCharsets.ISO_8859_1);
  }

  /** Bytes at a position; fewer at the end of the file, none before its start. */
  byte[] read(long at, int length) throws IOException {
    if (at < 0) {
      return new byte[0];
    }
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
      // reads on
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
