package io.musicreclass.convert.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Random-access bytes: a range of a file, a zip member or memory. */
interface Bytes {
  long size();

  /** The bytes from a position on. */
  byte[] read(long position, int length) throws IOException;

  /** Bytes in memory, not copied. */
  static Bytes of(byte[] data) {
    return new Bytes() {
      @Override
      public long size() {
        return data.length;
      }

      @Override
      public byte[] read(long position, int length) {
        int from = Math.toIntExact(position);
        return Arrays.copyOfRange(data, from, from + length);
      }
    };
  }

  /** A range of a file, which must stay open. */
  static Bytes of(FileChannel channel, long start, long size) {
    return new Bytes() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public byte[] read(long position, int length) throws IOException {
        byte[] data = new byte[length];
        ByteBuffer into = ByteBuffer.wrap(data);
        while (into.hasRemaining()) {
          if (channel.read(into, start + position + into.position()) < 0) {
            throw new EOFException("the file ends early");
          }
        }
        return data;
      }
    };
  }

  /** A stored (not deflated) member of a zip, which must stay open. */
  static Bytes of(ZipFile zip, ZipEntry entry) {
    return new Bytes() {
      @Override
      public long size() {
        return entry.getSize();
      }

      @Override
      public byte[] read(long position, int length) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
          in.skipNBytes(position);
          byte[] data = in.readNBytes(length);
          if (data.length < length) {
            throw new EOFException("zip member " + entry.getName() + " ends early");
          }
          return data;
        }
      }
    };
  }
}
