package io.musicreclass.features;

import java.util.Arrays;

/** The mel filterbank on Slaney's scale, from 0 to half the native rate (SPEC section 13). */
final class Mel {
  static final int BANDS = 128;

  private static final double LINEAR_TO = 1000;
  private static final double HZ_PER_MEL = 200.0 / 3;
  private static final double LINEAR_MELS = LINEAR_TO / HZ_PER_MEL;
  private static final double LOG_STEP = Math.log(6.4) / 27;

  private Mel() {}

  /** The bank for songs of that rate, over the bins of a 2048-point transform. */
  static Filterbank bank(int sampleRate) {
    double[] edges = new double[BANDS + 2];
    double top = mels(sampleRate / 2.0);
    Arrays.setAll(edges, i -> hertz(top * i / (BANDS + 1)));
    double[][] weights = new double[BANDS][Spectrum.BINS];
    for (int band = 0; band < BANDS; band++) {
      double low = edges[band];
      double centre = edges[band + 1];
      double high = edges[band + 2];
      int from = (int) (low * Spectrum.SIZE / sampleRate);
      int to = Math.min(Spectrum.BINS, (int) (high * Spectrum.SIZE / sampleRate) + 2);
      for (int k = from; k < to; k++) {
        double f = (double) k * sampleRate / Spectrum.SIZE;
        double rise = (f - low) / (centre - low);
        double fall = (high - f) / (high - centre);
        weights[band][k] = Math.max(0, Math.min(rise, fall)) * 2 / (high - low);
      }
    }
    return new Filterbank(weights);
  }

  private static double mels(double hertz) {
    return hertz < LINEAR_TO
        ? hertz / HZ_PER_MEL
        : LINEAR_MELS + Math.log(hertz / LINEAR_TO) / LOG_STEP;
  }

  private static double hertz(double mels) {
    return mels < LINEAR_MELS
        ? mels * HZ_PER_MEL
        : LINEAR_TO * Math.exp(LOG_STEP * (mels - LINEAR_MELS));
  }
}
