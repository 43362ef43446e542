package io.musicreclass.features.loops;

import io.musicreclass.features.dsp.RealFft;
import java.util.Arrays;

/**
 * Magnitude and power of one Hann-windowed frame (SPEC section 2), rounded to float where the
 * reference rounds and kept in doubles, whose loops the compiler can vectorise.
 */
final class Spectrum implements AutoCloseable {
  private static final int SIZE = Loops.SIZE;
  private static final int BINS = Loops.BINS;

  /** c - (c - x) with c = SPLIT * x is x rounded to the 24 bits of a float (Veltkamp). */
  private static final double SPLIT = (1 << 29) + 1;

  /** f32 |z|, f32 |z|^2, as doubles. Rewritten by each {@link #of}. */
  final double[] magnitude = new double[BINS];

  final double[] power = new double[BINS];

  private static final double[] WINDOW = window();
  private final RealFft transform = new RealFft(SIZE);
  private final double[] windowed = new double[SIZE];
  private final double[] parts = new double[SIZE + 2];

  private static double[] window() {
    double[] w = new double[SIZE];
    Arrays.setAll(w, i -> 0.5 - 0.5 * Math.cos(2 * Math.PI * i / SIZE));
    return w;
  }

  /** Computes the spectrum of {@code samples[at .. at + 2047]}. */
  void of(float[] samples, int at) {
    for (int i = 0; i < SIZE; i++) {
      windowed[i] = samples[at + i] * WINDOW[i];
    }
    transform.forward(windowed, parts);
    squareRounded(parts);
    for (int k = 0; k < BINS; k++) {
      power[k] = parts[2 * k] + parts[2 * k + 1];
    }
    rootRounded(power, magnitude);
    productRounded(magnitude, power);
  }

  private static void squareRounded(double[] x) {
    for (int i = 0; i < x.length; i++) {
      double c = SPLIT * x[i];
      double r = c - (c - x[i]);
      x[i] = r * r;
    }
  }

  private static void rootRounded(double[] x, double[] out) {
    for (int i = 0; i < BINS; i++) {
      double r = Math.sqrt(x[i]);
      double c = SPLIT * r;
      out[i] = c - (c - r);
    }
  }

  private static void productRounded(double[] x, double[] out) {
    for (int i = 0; i < BINS; i++) {
      double p = x[i] * x[i];
      double c = SPLIT * p;
      out[i] = c - (c - p);
    }
  }

  @Override
  public void close() {
    transform.close();
  }
}
