package io.musicreclass.organize;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Reads pieces of a file that may reach over its ends. */
final class FileRegion {
  private FileRegion() {}

  /**
   * Fills an array with the bytes from a place on, zeros where the file has none.
   *
   * @return how many of the array's bytes lie before the file's end
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
