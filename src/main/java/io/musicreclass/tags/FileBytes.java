package io.musicreclass.tags;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Random access to a file's bytes; reading beyond its end is reported as damage. */
final class FileBytes implements Closeable {
  /** Maximum size of tags that are read into memory. */
  private static final int LIMIT = 64 << 20;

  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private final long size;

  private FileBytes(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  static FileBytes open(Path file) throws IOException {
    return new FileBytes(FileChannel.open(file, StandardOpenOption.READ));
  }

  long size() {
    return size;
  }

  /** The bytes at a position. */
  byte[] read(long at, long length) throws IOException {
    check(at, length);
    if (length > LIMIT) {
      throw new TagException("its tags are larger than " + (LIMIT >> 20) + " MiB");
    }
    byte[] bytes = new byte[(int) length];
    fill(ByteBuffer.wrap(bytes), at);
    return bytes;
  }

  ByteCursor cursor(long at, long length) throws IOException {
    return new ByteCursor(read(at, length));
  }

  /** Whether the file has these characters at a position. */
  boolean has(long at, String latin1) throws IOException {
    return at >= 0
        && at + latin1.length() <= size
        && ByteCursor.latin1(read(at, latin1.length())).equals(latin1);
  }

  /** SHA-256 of a range, in hexadecimal digits. */
  String hash(long at, long length) throws IOException {
    check(at, length);
    MessageDigest digest = sha256();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    for (long done = 0; done < length; done += buffer.limit()) {
      buffer.clear().limit((int) Math.min(BUFFER, length - done));
      fill(buffer, at + done);
      digest.update(buffer.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void fill(ByteBuffer buffer, long at) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new TagException("it was truncated while being read");
      }
    }
  }

  private void check(long at, long length) throws TagException {
    if (at < 0 || length < 0 || length > size - at) {
      throw new TagException("it ends early or is damaged at byte " + at);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
