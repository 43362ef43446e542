package io.musicreclass.train.method;

import io.musicreclass.train.SplitMix64;
import java.util.Arrays;

/** Rows of genres that can mostly be told apart, four songs by each artist. */
final class SyntheticRows {
  private SyntheticRows() {}

  static TrainingRows of(int count, int width, int genres) {
    SplitMix64 random = SplitMix64.of(7, 0);
    double[][] rows = new double[count][width];
    int[] labels = new int[count];
    int[] groups = new int[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i / 4 % genres;
      groups[i] = i / 4;
      weights[i] = 1;
      for (int c = 0; c < width; c++) {
        rows[i][c] = 100 * c + (c % genres == labels[i] ? 1.5 : 0) + random.normal();
      }
    }
    return new TrainingRows(rows, labels, groups, weights, genres);
  }

  /** The same rows, of which those of one genre count more. */
  static TrainingRows weighted(TrainingRows rows, int genre, double times) {
    double[] weights = new double[rows.labels().length];
    Arrays.setAll(weights, i -> rows.labels()[i] == genre ? times : 1);
    return new TrainingRows(rows.rows(), rows.labels(), rows.groups(), weights, rows.genres());
  }
}
