package io.musicreclass.features;

import io.musicreclass.features.loops.Loops;
import io.musicreclass.features.loops.MirroredKernels;
import java.util.Arrays;

/**
 * The twelve filters of one octave of the constant-Q transform (SPEC section 4.3), as correlations
 * in time.
 *
 * <p>The reference multiplies each frame's spectrum with sparse rows F. With the definition of the
 * spectrum inserted, this is one correlation with g[n] = sum of F[k] exp(2 pi i k n / N). Only
 * magnitudes matter, so each g may be rotated by a constant phase that makes it conjugate symmetric
 * about its centre: then the real part needs only the sums x[m] + x[m'] of mirrored samples and the
 * imaginary part only their differences, which halves the work. There are two centres, (N - 1) / 2
 * and (N - 2) / 2.
 */
final class CqtBank {
  static final int FILTERS = Loops.CLASSES;
  static final double C1 = 440 * Math.pow(2, -45.0 / 12);
  static final double Q = 1 / (Math.pow(2, 1.0 / 12) - 1);

  private static final double SPARSITY = 0.01;

  /** Samples of a frame. */
  final int size;

  /** One period of a cosine in {@link #size} steps. */
  private final double[] cosines;

  final MirroredKernels kernels;

  /** Filters for a signal of {@code sampleRate}, the lowest at {@code lowest} Hz. */
  CqtBank(double sampleRate, double lowest) {
    size = Integer.highestOneBit((int) Math.ceil(Q * sampleRate / lowest) * 2 - 1);
    cosines = new double[size];
    Arrays.setAll(cosines, i -> Math.cos(2 * Math.PI * i / size));
    kernels = new MirroredKernels(size);
    for (int b = 0; b < FILTERS; b++) {
      double frequency = lowest * Math.pow(2, b / 12.0);
      double length = Q * sampleRate / frequency;
      put(b, length, frequency / sampleRate);
    }
  }

  /** 0: a filter of that length is mirrored about (size - 1) / 2; 1: about (size - 2) / 2. */
  private int middle(double length) {
    int offset = (size - (int) Math.ceil(length)) / 2;
    return size - 1 - (2 * offset + (int) Math.floor(length));
  }

  private void put(int filter, double exactLength, double cycles) {
    int samples = (int) Math.ceil(exactLength);
    int windowLength = (int) Math.floor(exactLength);
    double[][] spectrum = spectrum(exactLength, cycles, samples, windowLength);
    sparsify(spectrum);
    double[] re = new double[size];
    double[] im = new double[size];
    // Rotated to make the filter real at the centre of its window.
    double turn = -Math.PI * cycles * windowLength;
    for (int k = 0; k <= size / 2; k++) {
      double fr = spectrum[0][k];
      double fi = spectrum[1][k];
      if (fr == 0 && fi == 0) {
        continue;
      }
      double tr = fr * Math.cos(turn) - fi * Math.sin(turn);
      double ti = fr * Math.sin(turn) + fi * Math.cos(turn);
      for (int n = 0; n < size; n++) {
        re[n] += tr * cos(k * n) - ti * sin(k * n);
        im[n] += tr * sin(k * n) + ti * cos(k * n);
      }
    }
    kernels.put(filter, middle(exactLength), re, im);
  }

  private double cos(int steps) {
    return cosines[steps & (size - 1)];
  }

  private double sin(int steps) {
    return cosines[(steps - size / 4) & (size - 1)];
  }

  private double[][] spectrum(double exactLength, double cycles, int samples, int windowLength) {
    int offset = (size - samples) / 2;
    double[] re = new double[samples];
    double[] im = new double[samples];
    double norm = 0;
    for (int m = 0; m < windowLength; m++) {
      double w = 0.5 - 0.5 * Math.cos(2 * Math.PI * m / windowLength);
      re[m] = w * Math.cos(2 * Math.PI * cycles * m);
      im[m] = w * Math.sin(2 * Math.PI * cycles * m);
      norm += Math.hypot(re[m], im[m]);
    }
    double scale = exactLength / size / norm;
    double[][] out = new double[2][size / 2 + 1];
    for (int k = 0; k <= size / 2; k++) {
      double sr = 0;
      double si = 0;
      for (int m = 0; m < samples; m++) {
        int n = m + offset;
        sr += re[m] * cos(k * n) + im[m] * sin(k * n);
        si += im[m] * cos(k * n) - re[m] * sin(k * n);
      }
      out[0][k] = sr * scale;
      out[1][k] = si * scale;
    }
    return out;
  }

  private static void sparsify(double[][] spectrum) {
    double[] magnitude = new double[spectrum[0].length];
    Arrays.setAll(magnitude, k -> Math.hypot(spectrum[0][k], spectrum[1][k]));
    double[] sorted = magnitude.clone();
    Arrays.sort(sorted);
    double total = Arrays.stream(sorted).sum();
    double running = 0;
    int j = -1;
    do {
      running += sorted[++j];
    } while (running / total < SPARSITY);
    for (int k = 0; k < magnitude.length; k++) {
      if (magnitude[k] < sorted[j]) {
        spectrum[0][k] = 0;
        spectrum[1][k] = 0;
      }
    }
  }
}
