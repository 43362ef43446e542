package io.musicreclass.train.method;

/** Rows to fit a head to. The arrays are shared: nobody may change them. */
public final class TrainingRows {
  private final double[][] rows;
  private final int[] labels;
  private final int[] groups;
  private final double[] weights;
  private final int genres;

  /**
   * At least one row.
   *
   * @param rows finite values, all of one width
   * @param labels genre of each row: 0 to {@code genres - 1}
   * @param groups number of each row's group, such as its artist
   * @param weights what each row counts; 1 on average
   * @param genres number of genres
   */
  public TrainingRows(double[][] rows, int[] labels, int[] groups, double[] weights, int genres) {
    if (rows.length == 0
        || labels.length != rows.length
        || groups.length != rows.length
        || weights.length != rows.length) {
      throw new IllegalArgumentException(
          "No rows, or labels, groups and weights of another number than rows");
    }
    this.rows = rows;
    this.labels = labels;
    this.groups = groups;
    this.weights = weights;
    this.genres = genres;
  }

  public int size() {
    return rows.length;
  }

  /** Number of values in each row. */
  public int width() {
    return rows[0].length;
  }

  /** The values, not a copy. */
  public double[][] rows() {
    return rows;
  }

  /** The genres, not a copy. */
  public int[] labels() {
    return labels;
  }

  /** The groups, not a copy. */
  public int[] groups() {
    return groups;
  }

  /** The weights, not a copy. */
  public double[] weights() {
    return weights;
  }

  /** Number of genres. */
  public int genres() {
    return genres;
  }
}
