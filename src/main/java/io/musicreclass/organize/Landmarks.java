package io.musicreclass.organize;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;

/** Finds bytes in a file wherever they have moved to, by short pieces taken at every kilobyte. */
final class Landmarks {
  private static final int STEP = 1024;
  private static final int PIECE = 64;
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private final Map<Long, Long> places = new HashMap<>();

  Landmarks(FileChannel file) throws IOException {
    byte[] piece = new byte[PIECE];
    for (long at = 0; at + PIECE <= file.size(); at += STEP) {
      FileRegion.read(file, at, piece);
      if (tells(piece, 0)) {
        places.putIfAbsent(hash(piece, 0), at);
      }
    }
  }

  /** Where a block begins in the file, by the first of its pieces that is found; else 0. */
  long find(byte[] block, int length) {
    for (int i = 0; i + PIECE <= Math.min(length, STEP + PIECE); i++) {
      Long place = places.get(hash(block, i));
      if (place != null && tells(block, i)) {
        return place - i;
      }
    }
    return 0;
  }

  /** Padding is everywhere and tells nothing. */
  private static boolean tells(byte[] bytes, int from) {
    for (int i = from + 1; i < from + PIECE; i++) {
      if (bytes[i] != bytes[from]) {
        return true;
      }
    }
    return false;
  }

  private static long hash(byte[] bytes, int from) {
    long hash = 0;
    for (int i = from; i < from + PIECE; i++) {
      hash = hash * FACTOR + bytes[i];
    }
    return hash;
  }
}
