package io.musicreclass.decode.level;

/**
 * Passes the band in which all music has energy, 80 Hz to 5 kHz: a Butterworth high-pass and
 * low-pass of order 6 each. Inaudible parts (offset, infrasound, ultrasound), below 25 Hz and above
 * 16 kHz, are attenuated by at least 60 dB. Filters one channel. Not thread-safe.
 */
final class BandPass {
  private static final double LOW_HZ = 80;
  private static final double HIGH_HZ = 5000;

  /** Above this share of the sample rate, a low-pass has no effect. */
  private static final double HIGHEST = 0.45;

  private static final int SECTIONS = 3;

  private final double[] b0;
  private final double[] b1;
  private final double[] b2;
  private final double[] a1;
  private final double[] a2;
  private final double[] s1;
  private final double[] s2;

  BandPass(int sampleRate) {
    int sections = HIGH_HZ < HIGHEST * sampleRate ? 2 * SECTIONS : SECTIONS;
    b0 = new double[sections];
    b1 = new double[sections];
    b2 = new double[sections];
    a1 = new double[sections];
    a2 = new double[sections];
    s1 = new double[sections];
    s2 = new double[sections];
    for (int i = 0; i < sections; i++) {
      boolean high = i < SECTIONS;
      section(i, 2 * Math.PI * (high ? LOW_HZ : HIGH_HZ) / sampleRate, high);
    }
  }

  /** Sets up a second-order section by the bilinear transform. */
  private void section(int i, double omega, boolean highPass) {
    double q = 1 / (2 * Math.sin((2 * (i % SECTIONS) + 1) * Math.PI / (4 * SECTIONS)));
    double cos = Math.cos(omega);
    double alpha = Math.sin(omega) / (2 * q);
    double gain = (highPass ? 1 + cos : 1 - cos) / (1 + alpha);
    b0[i] = gain / 2;
    b1[i] = highPass ? -gain : gain;
    b2[i] = gain / 2;
    a1[i] = -2 * cos / (1 + alpha);
    a2[i] = (1 - alpha) / (1 + alpha);
  }

  double next(double sample) {
    double x = sample;
    for (int i = 0; i < b0.length; i++) {
      double y = b0[i] * x + s1[i];
      s1[i] = b1[i] * x - a1[i] * y + s2[i];
      s2[i] = b2[i] * x - a2[i] * y;
      x = y;
    }
    return x;
  }

  /** Zeroes filter state that has decayed, before slow denormal numbers arise. */
  void flushDecayed() {
    for (int i = 0; i < s1.length; i++) {
      s1[i] = Math.abs(s1[i]) < 1e-20 ? 0 : s1[i];
      s2[i] = Math.abs(s2[i]) < 1e-20 ? 0 : s2[i];
    }
  }
}
