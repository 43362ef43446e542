package io.musicreclass.train;

import io.musicreclass.convert.onnx.HeadGate;
import java.util.Arrays;
import java.util.List;

/**
 * Reduces a head's confidence on tracks unlike its training data: the larger a track's squared
 * Mahalanobis distance from the training tracks (over the columns and the logarithms of those that
 * are deviations, so that too little variation counts as much as too much), the more its logits
 * shrink. Up to the distance within which 95 % of the training tracks lie, they are unchanged; from
 * twice that on, they are divided by twenty, which keeps their order but leaves no confidence.
 */
final class OutlierGate {
  private static final double FAMILIAR_SHARE = 0.95;
  private static final double FAR = 2;
  private static final double FLOOR = 0.05;
  private static final double OFFSET = FAR / (FAR - 1);

  /** Lower limit of a deviation, as a share of its mean over the training tracks. */
  private static final double LEAST_RATIO = 1e-3;

  /** Added to each variance, so that collinear columns can be whitened, too. */
  private static final double RIDGE = 0.03;

  private final int width;
  private final int[] deviations;
  private final double[] relative;
  private final double[] logMean;
  private final double[] logScale;
  private final double[][] whitening;
  private final double near;

  /**
   * Fits the gate to the training tracks.
   *
   * @param rows standardised: each column has mean 0
   * @param columns of the rows
   */
  OutlierGate(float[][] rows, List<TableColumn> columns, Scaling scaling) {
    width = columns.size();
    deviations = deviations(columns);
    relative = Arrays.stream(deviations).mapToDouble(scaling::relative).toArray();
    logMean = new double[deviations.length];
    logScale = new double[deviations.length];
    Arrays.fill(logScale, 1);
    standardiseLogarithms(rows);
    double[][] wide = Arrays.stream(rows).map(this::widened).toArray(double[][]::new);
    whitening = Cholesky.inverseFactor(covariance(wide));
    double[] distances = Arrays.stream(rows).mapToDouble(this::distance).sorted().toArray();
    int rank = (int) Math.ceil(FAMILIAR_SHARE * rows.length) - 1;
    near = distances[Math.max(0, rank)];
  }

  private static int[] deviations(List<TableColumn> columns) {
    int[] places = new int[columns.size()];
    int n = 0;
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).variance()) {
        places[n++] = c;
      }
    }
    return Arrays.copyOf(places, n);
  }

  private void standardiseLogarithms(float[][] rows) {
    double[][] wide = Arrays.stream(rows).map(this::widened).toArray(double[][]::new);
    for (int k = 0; k < deviations.length; k++) {
      int place = width + k;
      double sum = 0;
      for (double[] row : wide) {
        sum += row[place];
      }
      double mean = sum / rows.length;
      double squares = 0;
      for (double[] row : wide) {
        squares += (row[place] - mean) * (row[place] - mean);
      }
      logMean[k] = mean;
      logScale[k] = squares > 0 ? Math.sqrt(squares / rows.length) : 1;
    }
  }

  /** The factor of this track's logits, {@value #FLOOR} to 1. */
  double factor(float[] row) {
    return Math.max(FLOOR, Math.min(1, OFFSET + slope() * distance(row)));
  }

  private double slope() {
    return -1 / ((FAR - 1) * near);
  }

  private double distance(float[] row) {
    double[] wide = widened(row);
    double squares = 0;
    for (int i = 0; i < wide.length; i++) {
      double sum = 0;
      for (int j = 0; j <= i; j++) {
        sum += whitening[i][j] * wide[j];
      }
      squares += sum * sum;
    }
    return squares;
  }

  /** The columns, then the standardised logarithms of the deviations. */
  private double[] widened(float[] row) {
    double[] wide = new double[width + deviations.length];
    for (int c = 0; c < width; c++) {
      wide[c] = row[c];
    }
    for (int k = 0; k < deviations.length; k++) {
      double ratio = Math.max(LEAST_RATIO, 1 + row[deviations[k]] * relative[k]);
      wide[width + k] = (StrictMath.log(ratio) - logMean[k]) / logScale[k];
    }
    return wide;
  }

  private static double[][] covariance(double[][] rows) {
    int width = rows[0].length;
    double[][] c = new double[width][width];
    for (double[] row : rows) {
      for (int i = 0; i < width; i++) {
        for (int j = 0; j <= i; j++) {
          c[i][j] += row[i] * row[j];
        }
      }
    }
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        c[i][j] /= rows.length;
      }
      c[i][i] += RIDGE;
    }
    return c;
  }

  /** The same gate for a network with such rows as input. */
  HeadGate toOnnx() {
    int logs = deviations.length;
    int all = width + logs;
    float[] ratios = new float[logs * width];
    float[] ofColumns = new float[all * width];
    float[] ofLogs = new float[all * logs];
    float[] shift = new float[all];
    for (int k = 0; k < logs; k++) {
      ratios[k * width + deviations[k]] = (float) relative[k];
    }
    for (int i = 0; i < all; i++) {
      double constant = 0;
      for (int c = 0; c < width; c++) {
        ofColumns[i * width + c] = (float) whitening[i][c];
      }
      for (int k = 0; k < logs; k++) {
        ofLogs[i * logs + k] = (float) (whitening[i][width + k] / logScale[k]);
        constant -= whitening[i][width + k] * logMean[k] / logScale[k];
      }
      shift[i] = (float) constant;
    }
    return new HeadGate(
        ratios,
        (float) LEAST_RATIO,
        ofColumns,
        ofLogs,
        shift,
        (float) slope(),
        (float) OFFSET,
        (float) FLOOR);
  }
}
