package io.musicreclass.features;

import java.util.Arrays;

/**
 * Magnitude and power of Hann-windowed frames (SPEC section 2), many side by side: rounded to float
 * where the reference rounds, kept in doubles. One thread's.
 */
final class Spectrum {
  static final int SIZE = 2048;
  static final int HOP = 512;
  static final int BINS = SIZE / 2 + 1;

  /** c - (c - x) with c = SPLIT * x is x rounded to the 24 bits of a float (Veltkamp). */
  private static final double SPLIT = (1 << 29) + 1;

  /** Half the window: the transform wants half the samples. Even samples' first. */
  private static final double[][] WINDOW = window();

  private final Fourier fourier = new Fourier();
  private final double[][] nyquist = Lanes.rows(2);

  /** f32 |X| by bin and lane; rows beyond the last bin are zero. Rewritten by {@link #of}. */
  final double[][] magnitude = Lanes.rows(Lanes.padded(BINS));

  /** f32 of the square of {@link #magnitude}. */
  final double[][] power = Lanes.rows(Lanes.padded(BINS));

  private static double[][] window() {
    double[][] window = new double[2][SIZE / 2];
    for (int i = 0; i < SIZE; i++) {
      window[i % 2][i / 2] = 0.5 * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / SIZE));
    }
    return window;
  }

  /** Computes the spectra of a block of at most {@link Lanes#COUNT} frames. */
  void of(FrameBlock block) {
    Lanes.gather(block.samples, 0, HOP, block.count, 2, WINDOW[0], fourier.re);
    Lanes.gather(block.samples, 1, HOP, block.count, 2, WINDOW[1], fourier.im);
    fourier.transform();
    System.arraycopy(fourier.im[0], 0, nyquist[0], 0, Lanes.COUNT);
    Arrays.fill(nyquist[1], 0);
    Arrays.fill(fourier.im[0], 0);
    for (int k = 0; k < SIZE / 2; k++) {
      int place = Fourier.place(k);
      measure(fourier.re[place], fourier.im[place], k);
    }
    measure(nyquist[0], nyquist[1], SIZE / 2);
  }

  private void measure(double[] re, double[] im, int k) {
    squareRounded(re);
    squareRounded(im);
    rootRounded(re, im, magnitude[k]);
    productRounded(magnitude[k], power[k]);
  }

  private static void squareRounded(double[] x) {
    for (int i = 0; i < Lanes.COUNT; i++) {
      double c = SPLIT * x[i];
      double r = c - (c - x[i]);
      x[i] = r * r;
    }
  }

  private static void rootRounded(double[] a, double[] b, double[] out) {
    for (int i = 0; i < Lanes.COUNT; i++) {
      double r = Math.sqrt(a[i] + b[i]);
      double c = SPLIT * r;
      out[i] = c - (c - r);
    }
  }

  private static void productRounded(double[] x, double[] out) {
    for (int i = 0; i < Lanes.COUNT; i++) {
      double p = x[i] * x[i];
      double c = SPLIT * p;
      out[i] = c - (c - p);
    }
  }

  /** A copy of the power in floats, which the values are. */
  float[] keptPower(int count) {
    float[] kept = new float[BINS * count];
    for (int k = 0; k < BINS; k++) {
      for (int j = 0; j < count; j++) {
        kept[k * count + j] = (float) power[k][j];
      }
    }
    return kept;
  }

  /** Takes back what was kept. */
  void restorePower(float[] kept, int count) {
    for (int k = 0; k < BINS; k++) {
      for (int j = 0; j < count; j++) {
        power[k][j] = kept[k * count + j];
      }
    }
  }
}
