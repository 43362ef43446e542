package io.musicreclass.features;

import java.util.Arrays;

/**
 * The spectral peaks that decide a tuning (SPEC section 3, steps 1 to 4 and 7), in float arithmetic
 * like the reference, since a single count may decide.
 */
final class SpectralPeaks {
  /** Step of the histogram, in fractions of a semitone. */
  static final double STEP = 0.01;

  /** Bins of the histogram; {@code [0.49, 0.5)} is in none. */
  static final int CLASSES = 99;

  private static final byte NO_CLASS = -1;
  private static final float TINY = Float.MIN_NORMAL;
  private static final double LOG_2 = Math.log(2);

  private final double sampleRate;
  private final int from;
  private final int to;
  private float[] magnitudes = new float[256];
  private byte[] classes = new byte[256];
  private int count;

  /**
   * Starts without peaks.
   *
   * @param sampleRate rate in Hz that determines the bins' frequencies
   */
  SpectralPeaks(double sampleRate) {
    this.sampleRate = sampleRate;
    from = Math.max(1, (int) Math.ceil(150 * Spectrum.SIZE / sampleRate));
    double limit = Math.min(4000, sampleRate / 2);
    to = Math.min(Spectrum.BINS - 1, (int) Math.ceil(limit * Spectrum.SIZE / sampleRate));
  }

  int count() {
    return count;
  }

  float magnitude(int peak) {
    return magnitudes[peak];
  }

  /** The histogram bin of a peak; negative for none. */
  int histogramBin(int peak) {
    return classes[peak];
  }

  /**
   * Adds a frame's peaks.
   *
   * @param s float values
   * @param max the largest value of the whole frame
   */
  void add(double[] s, float max) {
    double threshold = 0.1f * max;
    for (int k = from; k < to; k++) {
      double v = s[k];
      if (v > threshold && v > s[k - 1] && v >= s[k + 1]) {
        add(k, (float) s[k - 1], (float) v, (float) s[k + 1]);
      }
    }
  }

  private void add(int k, float before, float at, float after) {
    float slope = 0.5f * (after - before);
    float bend = 2 * at - after - before;
    float shift = slope / (Math.abs(bend) < TINY ? bend + 1 : bend);
    float pitch = (float) ((k + (double) shift) * sampleRate / Spectrum.SIZE);
    if (!(pitch > 0)) {
      return;
    }
    if (count == magnitudes.length) {
      magnitudes = Arrays.copyOf(magnitudes, 2 * count);
      classes = Arrays.copyOf(classes, 2 * count);
    }
    magnitudes[count] = at + 0.5f * slope * shift;
    classes[count++] = histogramBinOf(pitch);
  }

  private static byte histogramBinOf(float pitch) {
    float semitones = 12 * (float) (Math.log(pitch / 27.5f) / LOG_2);
    float residual = semitones - (float) Math.floor(semitones);
    if (residual >= 0.5f) {
      residual -= 1;
    }
    int bin = (int) Math.floor((residual + 0.5) / STEP);
    // The division may be off by one bin at the edges, which the comparison defines.
    while (bin > 0 && residual < edge(bin)) {
      bin--;
    }
    while (residual >= edge(bin + 1)) {
      bin++;
    }
    boolean inside = bin < CLASSES || residual == edge(CLASSES);
    return inside ? (byte) Math.min(bin, CLASSES - 1) : NO_CLASS;
  }

  /** Left edge of a bin of the histogram. */
  static double edge(int bin) {
    return bin * STEP - 0.5;
  }
}
