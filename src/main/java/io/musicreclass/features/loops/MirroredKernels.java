package io.musicreclass.features.loops;

/**
 * Twelve filters of the constant-Q transform as correlations in time, each conjugate symmetric
 * about one of two centres, (size - 1) / 2 and (size - 2) / 2: the real part needs only the sums
 * x[m] + x[m'] of mirrored samples and the imaginary part only their differences.
 */
public final class MirroredKernels {
  private final int size;
  private final double[][] real;
  private final double[][] imaginary;
  private final int[] middles;

  /**
   * Filters without weights.
   *
   * @param size samples of a frame, a power of two
   */
  public MirroredKernels(int size) {
    this.size = size;
    real = new double[Loops.CLASSES][slots()];
    imaginary = new double[Loops.CLASSES][slots()];
    middles = new int[Loops.CLASSES];
  }

  /** Samples of a frame. */
  public int size() {
    return size;
  }

  /**
   * Puts a filter.
   *
   * @param middle 0: mirrored about (size - 1) / 2; 1: about (size - 2) / 2
   * @param re its real part by sample
   * @param im its imaginary part by sample
   */
  public void put(int filter, int middle, double[] re, double[] im) {
    middles[filter] = middle;
    for (int slot = 0; slot < pairs(middle); slot++) {
      int n = left(slot, middle);
      real[filter][slot] = n == right(slot) ? re[n] / 2 : re[n];
      imaginary[filter][slot] = im[n];
    }
  }

  int middle(int filter) {
    return middles[filter];
  }

  /** Weights of the pairs' sums. */
  double[] real(int filter) {
    return real[filter];
  }

  /** Weights of the pairs' differences. */
  double[] imaginary(int filter) {
    return imaginary[filter];
  }

  /**
   * Number of slots for pairs, a multiple of four; those from {@link #pairs} on have zero weight.
   */
  int slots() {
    return size / 2 + 4;
  }

  /** Number of pairs of mirrored samples; about the left centre, two samples mirror themselves. */
  int pairs(int middle) {
    return size / 2 + middle;
  }

  /** The left sample of a pair. */
  int left(int slot, int middle) {
    return (slot - middle) & (size - 1);
  }

  /** The right sample of a pair. */
  int right(int slot) {
    return size - 1 - slot;
  }
}
