package io.musicreclass.organize;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Reads regions of a file that may extend beyond its ends. */
final class FileRegion {
  private FileRegion() {}

  /**
   * Fills an array with the bytes from an offset on, with zeros outside the file.
   *
   * @param at offset in the file, may be negative
   * @return the number of bytes in the array that are before the file's end
   */
  static int read(FileChannel file, long at, byte[] into) throws IOException {
    Arrays.fill(into, (byte) 0);
    int skipped = (int) Math.max(0, Math.min(into.length, -at));
    ByteBuffer rest = ByteBuffer.wrap(into, skipped, into.length - skipped);
    long position = at + skipped;
    while (rest.hasRemaining()) {
      int n = file.read(rest, position);
      if (n < 0) {
        break;
      }
      position += n;
    }
    return rest.position();
  }
}
