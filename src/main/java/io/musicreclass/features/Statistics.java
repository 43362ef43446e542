package io.musicreclass.features;

import io.musicreclass.features.loops.Loops;
import io.musicreclass.features.loops.Loops.Moments;
import io.musicreclass.track.Features;
import io.musicreclass.track.Features.Family;
import io.musicreclass.track.Features.Statistic;
import java.util.Arrays;

/** Fills the 518 columns with statistics over frames, row by row (SPEC section 13b). */
final class Statistics {
  private final Loops loops;
  private final float[] columns = new float[Features.COUNT];

  Statistics(Loops loops) {
    this.loops = loops;
    Arrays.fill(columns, Float.NaN);
  }

  Features features() {
    return Features.of(columns);
  }

  /** Summarises the rows of a family; reorders their values. */
  void put(Family family, double[]... rows) {
    for (int row = 0; row < rows.length; row++) {
      put(family, row, rows[row]);
    }
  }

  private void put(Family family, int row, double[] x) {
    Moments moments = loops.moments(x, family == Family.RMSE);
    double m2 = moments.second();
    set(family, Statistic.MEAN, row, moments.mean());
    set(family, Statistic.STD, row, Math.sqrt(m2));
    set(family, Statistic.SKEW, row, m2 == 0 ? 0 : moments.third() / Math.pow(m2, 1.5));
    set(family, Statistic.KURTOSIS, row, m2 == 0 ? -3 : moments.fourth() / (m2 * m2) - 3);
    set(family, Statistic.MIN, row, moments.min());
    set(family, Statistic.MAX, row, moments.max());
    set(family, Statistic.MEDIAN, row, moments.median());
  }

  private void set(Family family, Statistic statistic, int row, double value) {
    columns[Features.column(family, statistic, row)] = (float) value;
  }
}
