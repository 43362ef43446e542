package io.musicreclass.organize;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;

/** Finds blocks at any offset of a file, by the hashes of short pieces at every kilobyte of it. */
final class BlockIndex {
  private static final int STEP = 1024;
  private static final int PIECE = 64;
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private final Map<Long, Long> offsets = new HashMap<>();

  BlockIndex(FileChannel file) throws IOException {
    byte[] piece = new byte[PIECE];
    for (long at = 0; at + PIECE <= file.size(); at += STEP) {
      FileRegion.read(file, at, piece);
      if (isDistinctive(piece, 0)) {
        offsets.putIfAbsent(hash(piece, 0), at);
      }
    }
  }

  /** Offset of a block in the file, by the first of its pieces that is found; 0 if none is. */
  long find(byte[] block, int length) {
    for (int i = 0; i + PIECE <= Math.min(length, STEP + PIECE); i++) {
      Long offset = offsets.get(hash(block, i));
      if (offset != null && isDistinctive(block, i)) {
        return offset - i;
      }
    }
    return 0;
  }

  /** Whether a piece has different bytes; padding occurs everywhere and cannot be located. */
  private static boolean isDistinctive(byte[] bytes, int from) {
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
