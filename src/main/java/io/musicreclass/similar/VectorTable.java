package io.musicreclass.similar;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Rows of a {@link VectorFile} for searching. Any number of threads may search at a time. */
final class VectorTable {
  /** Rows that are copied from the mapping at once; they fit into a core's cache. */
  private static final int BLOCK = 64;

  /** The nearest first; of equals, the song known longest. */
  private static final Comparator<Match> NEAREST =
      Comparator.comparingDouble(Match::cosine).reversed().thenComparingLong(Match::track);

  private final RowFormat format;
  private final List<ByteBuffer> chunks;

  VectorTable(RowFormat format, List<ByteBuffer> chunks) {
    this.format = format;
    this.chunks = List.copyOf(chunks);
  }

  /**
   * A song and the cosine of the angle to the one searched for.
   *
   * @param track key of the song
   */
  record Match(long track, double cosine) {}

  /** Number of rows. */
  int rows() {
    return chunks.stream().mapToInt(chunk -> chunk.limit() / format.bytes()).sum();
  }

  /**
   * The rows nearest to a vector, the nearest first.
   *
   * @param vector of length 1
   * @param most how many
   * @param except key of a song that is left out; 0: none
   */
  List<Match> nearest(float[] vector, int most, long except) {
    PriorityQueue<Match> nearest = new PriorityQueue<>(NEAREST.reversed());
    float[] block = new float[BLOCK * format.floats()];
    float[] cosines = new float[BLOCK];
    for (ByteBuffer chunk : chunks) {
      FloatBuffer floats = chunk.asFloatBuffer();
      for (int first = 0; first < floats.limit(); first += block.length) {
        int rows = Math.min(block.length, floats.limit() - first) / format.floats();
        floats.get(first, block, 0, rows * format.floats());
        cosines(block, rows, vector, cosines);
        for (int row = 0; row < rows; row++) {
          if (nearest.size() < most || cosines[row] >= nearest.element().cosine) {
            int start = (first + row * format.floats()) * Float.BYTES;
            keep(nearest, new Match(format.track(chunk, start), cosines[row]), most, except);
          }
        }
      }
    }
    return nearest.stream().sorted(NEAREST).toList();
  }

  private static void keep(PriorityQueue<Match> nearest, Match match, int most, long except) {
    if (match.track != except) {
      nearest.add(match);
      if (nearest.size() > most) {
        nearest.remove();
      }
    }
  }

  /** Several independent sums keep the processor busy: one sum waits for each addition. */
  private void cosines(float[] block, int rows, float[] vector, float[] cosines) {
    int width = vector.length;
    int even = width - width % 8;
    for (int row = 0; row < rows; row++) {
      int at = row * format.floats();
      float a = 0;
      float b = 0;
      float c = 0;
      float d = 0;
      float e = 0;
      float f = 0;
      float g = 0;
      float h = 0;
      for (int i = 0; i < even; i += 8) {
        a += block[at + i] * vector[i];
        b += block[at + i + 1] * vector[i + 1];
        c += block[at + i + 2] * vector[i + 2];
        d += block[at + i + 3] * vector[i + 3];
        e += block[at + i + 4] * vector[i + 4];
        f += block[at + i + 5] * vector[i + 5];
        g += block[at + i + 6] * vector[i + 6];
        h += block[at + i + 7] * vector[i + 7];
      }
      for (int i = even; i < width; i++) {
        a += block[at + i] * vector[i];
      }
      cosines[row] = ((a + b) + (c + d)) + ((e + f) + (g + h));
    }
  }
}
