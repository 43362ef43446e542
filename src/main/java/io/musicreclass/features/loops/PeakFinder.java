package io.musicreclass.features.loops;

/**
 * Finds spectral peaks (SPEC section 3, steps 1 to 4) in float arithmetic like the reference, since
 * a single count may decide the tuning.
 */
final class PeakFinder {
  private static final float TINY = Float.MIN_NORMAL;

  private final double sampleRate;
  private final int from;
  private final int to;

  /**
   * A finder.
   *
   * @param sampleRate rate in Hz that determines the bins' frequencies
   */
  PeakFinder(double sampleRate) {
    this.sampleRate = sampleRate;
    from = Math.max(1, (int) Math.ceil(150 * Loops.SIZE / sampleRate));
    double limit = Math.min(4000, sampleRate / 2);
    to = Math.min(Loops.BINS - 1, (int) Math.ceil(limit * Loops.SIZE / sampleRate));
  }

  double sampleRate() {
    return sampleRate;
  }

  /** The first bin that may be a peak. */
  int from() {
    return from;
  }

  /** The bin after the last one that may be a peak. */
  int to() {
    return to;
  }

  /**
   * Adds a frame's peaks.
   *
   * @param s float values
   * @param max the largest value of the whole frame
   */
  void add(double[] s, float max, Peaks peaks) {
    double threshold = 0.1f * max;
    for (int k = from; k < to; k++) {
      double v = s[k];
      if (v > threshold && v > s[k - 1] && v >= s[k + 1]) {
        add(k, (float) s[k - 1], (float) v, (float) s[k + 1], peaks);
      }
    }
  }

  private void add(int k, float before, float at, float after, Peaks peaks) {
    float slope = 0.5f * (after - before);
    float bend = 2 * at - after - before;
    float shift = slope / (Math.abs(bend) < TINY ? bend + 1 : bend);
    float pitch = (float) ((k + (double) shift) * sampleRate / Loops.SIZE);
    if (pitch > 0) {
      peaks.add(at + 0.5f * slope * shift, pitch);
    }
  }
}
