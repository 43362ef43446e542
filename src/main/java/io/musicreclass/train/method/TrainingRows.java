package io.musicreclass.train.method;

/**
 * Rows to fit a head to. The arrays are shared: nobody changes them.
 *
 * @param rows finite values, all of one width
 * @param labels genre of each row: 0 to {@code genres - 1}
 * @param groups number of each row's group, such as its artist
 * @param weights what each row counts; 1 on average
 * @param genres number of genres
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record TrainingRows(
    double[][] rows, int[] labels, int[] groups, double[] weights, int genres) {
  /** Number of values in each row. */
  public int width() {
    return rows[0].length;
  }
}
