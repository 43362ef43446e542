package io.musicreclass.features;

import io.musicreclass.track.Features;
import io.musicreclass.track.Features.Family;
import io.musicreclass.track.Features.Statistic;
import java.util.Arrays;

/** Fills the 518 columns with statistics over frames, row by row (SPEC section 13b). */
final class Statistics {
  private final float[] columns = new float[Features.COUNT];

  Statistics() {
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
    int n = x.length;
    Rounding rounding = family == Family.RMSE ? Rounding.FLOAT : Rounding.DOUBLE;
    double mean = rounding.of(rounding.sum(x, 0, n) / n);
    double[] d = new double[n];
    double[] power = new double[n];
    double min = x[0];
    double max = x[0];
    for (int i = 0; i < n; i++) {
      min = x[i] < min ? x[i] : min;
      max = x[i] > max ? x[i] : max;
      d[i] = rounding.of(x[i] - mean);
      power[i] = rounding.of(d[i] * d[i]);
    }
    double m2 = rounding.of(rounding.sum(power, 0, n) / n);
    for (int i = 0; i < n; i++) {
      power[i] = rounding.of(power[i] * d[i]);
    }
    double m3 = rounding.of(rounding.sum(power, 0, n) / n);
    for (int i = 0; i < n; i++) {
      power[i] = rounding.of(d[i] * d[i]);
      power[i] = rounding.of(power[i] * power[i]);
    }
    double m4 = rounding.of(rounding.sum(power, 0, n) / n);
    set(family, Statistic.MEAN, row, mean);
    set(family, Statistic.STD, row, Math.sqrt(m2));
    set(family, Statistic.SKEW, row, m2 == 0 ? 0 : m3 / Math.pow(m2, 1.5));
    set(family, Statistic.KURTOSIS, row, m2 == 0 ? -3 : m4 / (m2 * m2) - 3);
    set(family, Statistic.MIN, row, min);
    set(family, Statistic.MAX, row, max);
    double upper = Selection.select(x, n / 2);
    double median = n % 2 == 1 ? upper : (Selection.largest(x, n / 2) + upper) / 2;
    set(family, Statistic.MEDIAN, row, median);
  }

  private void set(Family family, Statistic statistic, int row, double value) {
    columns[Features.column(family, statistic, row)] = (float) value;
  }
}
