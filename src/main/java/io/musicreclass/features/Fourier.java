package io.musicreclass.features;

import java.util.Arrays;

/**
 * The Fourier transform of 2048 real samples in double precision, for many frames side by side: a
 * complex transform of 1024 by radix 4, decimated in frequency, depth first so that its smaller
 * parts stay in the cache. Each loop does little, because HotSpot vectorises no longer ones.
 */
final class Fourier {
  private static final int SIZE = Spectrum.SIZE;
  private static final int HALF = SIZE / 2;
  private static final double[] COS = new double[SIZE];
  private static final double[] SIN = new double[SIZE];

  /** Where radix 4 leaves each frequency. */
  private static final int[] PLACE = new int[HALF];

  static {
    Arrays.setAll(COS, i -> Math.cos(2 * Math.PI * i / SIZE));
    Arrays.setAll(SIN, i -> Math.sin(2 * Math.PI * i / SIZE));
    for (int k = 0; k < HALF; k++) {
      int place = 0;
      for (int rest = k, n = 1; n < HALF; n *= 4, rest /= 4) {
        place = 4 * place + rest % 4;
      }
      PLACE[k] = place;
    }
  }

  /** Even samples before, rearranged frequencies after; rows change places on the way. */
  final double[][] re = Lanes.rows(HALF);

  /** Odd samples before. */
  final double[][] im = Lanes.rows(HALF);

  /**
   * Transforms {@link #re} and {@link #im}, which hold half the samples' values. After it rows k
   * and 1024 - k of both, as {@link #place} counts them, hold the parts of those two bins: the real
   * parts in re, the imaginary (for 1024 - k negated) in im. Row 0 holds the real bins 0 and 1024.
   */
  void transform() {
    butterflies(0, HALF);
    for (int k = 1; k < HALF / 2; k++) {
      int a = PLACE[k];
      int b = PLACE[HALF - k];
      sumAndDifference(re[a], re[b]);
      sumAndDifference(im[a], im[b]);
      // Now re[a], im[b]: the even samples' bin; im[a], -re[b]: the odd samples', to be turned.
      turnOdd(im[a], re[b], COS[k], SIN[k]);
      sumAndDifference(re[a], im[a]);
      sumAndDifference(im[b], re[b]);
      double[] real = im[a];
      im[a] = im[b];
      im[b] = re[b];
      re[b] = real;
    }
    double[] dc = re[PLACE[0]];
    sumAndDifference(dc, im[PLACE[0]]);
    twice(dc);
    twice(im[PLACE[0]]);
    twice(re[PLACE[HALF / 2]]);
    twice(im[PLACE[HALF / 2]]);
  }

  /** The row in which bin k (1 to 1023; 0 for bins 0 and 1024) is left. */
  static int place(int k) {
    return PLACE[k];
  }

  private void butterflies(int first, int n) {
    int q = n / 4;
    int step = SIZE / n;
    for (int j = 0; j < q; j++) {
      int a = first + j;
      int b = a + q;
      int c = b + q;
      int d = c + q;
      sumAndDifference(re[a], re[c]);
      sumAndDifference(im[a], im[c]);
      sumAndDifference(re[b], re[d]);
      sumAndDifference(im[b], im[d]);
      sumAndDifference(re[a], re[b]);
      sumAndDifference(im[a], im[b]);
      sumAndDifference(re[c], im[d]);
      sumAndDifference(im[c], re[d]);
      // Frequencies 0, 1, 2, 3 (mod 4) now lie in (a, a), (c, d), (b, b), (d, c).
      double[] one = re[c];
      double[] oneImaginary = re[d];
      re[c] = re[b];
      re[b] = one;
      re[d] = im[d];
      im[d] = im[c];
      im[c] = im[b];
      im[b] = oneImaginary;
      if (j > 0) {
        turn(re[b], im[b], COS[j * step], -SIN[j * step]);
        turn(re[c], im[c], COS[2 * j * step], -SIN[2 * j * step]);
        turn(re[d], im[d], COS[3 * j * step], -SIN[3 * j * step]);
      }
    }
    if (q > 1) {
      for (int part = 0; part < 4; part++) {
        butterflies(first + part * q, q);
      }
    }
  }

  private static void sumAndDifference(double[] a, double[] b) {
    for (int i = 0; i < Lanes.COUNT; i++) {
      double x = a[i];
      double y = b[i];
      a[i] = x + y;
      b[i] = x - y;
    }
  }

  private static void turn(double[] re, double[] im, double wr, double wi) {
    for (int i = 0; i < Lanes.COUNT; i++) {
      double x = re[i];
      double y = im[i];
      re[i] = x * wr - y * wi;
      im[i] = x * wi + y * wr;
    }
  }

  /** (a, -b) times cos - i sin. */
  private static void turnOdd(double[] a, double[] b, double cos, double sin) {
    for (int i = 0; i < Lanes.COUNT; i++) {
      double x = a[i];
      double y = b[i];
      a[i] = x * cos - y * sin;
      b[i] = -(x * sin + y * cos);
    }
  }

  private static void twice(double[] a) {
    for (int i = 0; i < Lanes.COUNT; i++) {
      a[i] *= 2;
    }
  }
}
