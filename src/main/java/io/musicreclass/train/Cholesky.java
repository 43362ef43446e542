package io.musicreclass.train;

/** The Cholesky decomposition of a symmetric positive definite matrix: its lower triangle. */
final class Cholesky {
  private Cholesky() {}

  /**
   * The inverse of the lower triangular matrix whose product with its transpose is this one: it
   * whitens vectors of that covariance.
   */
  static double[][] inverseFactor(double[][] matrix) {
    return inverse(factor(matrix));
  }

  private static double[][] factor(double[][] matrix) {
    double[][] l = new double[matrix.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
      }
    }
    return l;
  }

  private static double[][] inverse(double[][] l) {
    double[][] inverse = new double[l.length][l.length];
    for (int j = 0; j < l.length; j++) {
      inverse[j][j] = 1 / l[j][j];
      for (int i = j + 1; i < l.length; i++) {
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum -= l[i][k] * inverse[k][j];
        }
        inverse[i][j] = sum / l[i][i];
      }
    }
    return inverse;
  }
}
