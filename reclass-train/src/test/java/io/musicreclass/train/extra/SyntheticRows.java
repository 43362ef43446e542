package io.musicreclass.train.extra;

import io.musicreclass.train.method.TrainingRows;
import java.util.Arrays;
import java.util.Random;

/** Rows of genres that overlap: a normal cloud each, and groups of five rows. */
final class SyntheticRows {
  static final int GENRES = 4;
  static final int WIDTH = 12;
  private static final int GROUP = 5;

  private SyntheticRows() {}

  /** Clouds whose centres differ, so that a linear head suffices. */
  static TrainingRows clouds(int count, long seed) {
    return rows(count, seed, false);
  }

  /** Clouds that only the distance from the centre tells apart, which no linear head can. */
  static TrainingRows rings(int count, long seed) {
    return rows(count, seed, true);
  }

  private static TrainingRows rows(int count, long seed, boolean rings) {
    Random random = new Random(seed);
    double[][] rows = new double[count][WIDTH];
    int[] labels = new int[count];
    int[] groups = new int[count];
    for (int i = 0; i < count; i++) {
      groups[i] = i / GROUP;
      labels[i] = groups[i] % GENRES;
      for (int c = 0; c < WIDTH; c++) {
        double noise = random.nextGaussian();
        rows[i][c] =
            100 + 10 * (c + 1) * (rings ? noise * (1 + labels[i]) : noise + centre(labels[i], c));
      }
    }
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    return new TrainingRows(rows, labels, groups, weights, GENRES);
  }

  /** The same rows, those of the first genre of ten times the weight of others. */
  static TrainingRows weighingFirstGenre(TrainingRows rows) {
    double[] weights =
        Arrays.stream(rows.labels()).mapToDouble(label -> label == 0 ? 10 : 1).toArray();
    double mean = Arrays.stream(weights).average().orElseThrow();
    return new TrainingRows(
        rows.rows(),
        rows.labels(),
        rows.groups(),
        Arrays.stream(weights).map(weight -> weight / mean).toArray(),
        rows.genres());
  }

  private static double centre(int genre, int column) {
    return column % GENRES == genre ? 1.8 : 0;
  }
}
