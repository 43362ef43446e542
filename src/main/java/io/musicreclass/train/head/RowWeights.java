package io.musicreclass.train.head;

/** What the rows of a table count in a training. */
final class RowWeights {
  private RowWeights() {}

  /**
   * A weight for each row; 1 on average.
   *
   * @param balanced whether all genres count the same, however many rows they have
   * @param groupPower a row counts its group's size to the power of minus this
   */
  static double[] of(VectorTable table, boolean balanced, double groupPower) {
    int[] sizes = table.groupSizes();
    double[] weights = new double[table.size()];
    double[] ofGenre = new double[table.genres().size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = StrictMath.pow(sizes[i], -groupPower);
      ofGenre[table.label(i)] += weights[i];
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= balanced ? ofGenre[table.label(i)] : 1;
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= weights.length / sum;
    }
    return weights;
  }
}
