package io.musicreclass.features.dsp;

/** Order statistics without a full sort. */
public final class Selection {
  private Selection() {}

  /**
   * The value at {@code rank} in sorted order (Hoare's quickselect). Afterwards, no value before
   * that index is larger, and none after it is smaller.
   */
  public static double select(double[] x, int rank) {
    int low = 0;
    int high = x.length - 1;
    while (low < high) {
      double pivot = middleOf(x[low], x[(low + high) >>> 1], x[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (x[i] < pivot) {
          i++;
        }
        while (x[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double t = x[i];
          x[i++] = x[j];
          x[j--] = t;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        break;
      }
    }
    return x[rank];
  }

  /** The largest of the first {@code count} values. */
  public static double largest(double[] x, int count) {
    double largest = x[0];
    for (int i = 1; i < count; i++) {
      if (x[i] > largest) {
        largest = x[i];
      }
    }
    return largest;
  }

  private static double middleOf(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
