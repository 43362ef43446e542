package io.musicreclass.features;

/** Everything that one look at a block's spectra gives. One thread's. */
final class Analyser {
  private final int sampleRate;
  private final Filterbank mel;
  private final Spectrum spectrum = new Spectrum();
  private final Shape shape = new Shape();
  private final Contrast contrast = new Contrast();
  private final double[][] bands = Lanes.rows(Mel.BANDS);
  private final float[][] magnitudes = new float[Lanes.STRIP][Spectrum.BINS];
  private final float[] power = new float[Spectrum.BINS];

  Analyser(int sampleRate, Filterbank mel) {
    this.sampleRate = sampleRate;
    this.mel = mel;
  }

  /**
   * Analyses a block of at most {@link Lanes#COUNT} frames.
   *
   * @param keep whether the power spectra are kept for the chroma
   */
  SpectralBlock analyse(FrameBlock frames, boolean keep) {
    SpectralBlock out = new SpectralBlock(frames, sampleRate);
    spectrum.of(frames);
    shape.of(spectrum, out);
    for (int first = 0; first < frames.count; first += Lanes.STRIP) {
      Lanes.turn(spectrum.magnitude, first, frames.count, magnitudes);
      for (int j = first; j < Math.min(first + Lanes.STRIP, frames.count); j++) {
        describe(magnitudes[j - first], j, out);
      }
    }
    mel.apply(spectrum.power, bands);
    for (int b = 0; b < Mel.BANDS; b++) {
      for (int j = 0; j < frames.count; j++) {
        out.mel[b][j] = (float) Decibels.of(bands[b][j]);
      }
    }
    out.power = keep ? spectrum.keptPower(frames.count) : null;
    return out;
  }

  /** What needs a frame's bins one after the other. */
  private void describe(float[] magnitude, int j, SpectralBlock out) {
    out.rolloff[j] = shape.rolloff(magnitude);
    contrast.of(magnitude);
    for (int b = 0; b < Contrast.BANDS; b++) {
      out.peak[b][j] = contrast.peak[b];
      out.valley[b][j] = contrast.valley[b];
    }
    square(magnitude, power);
    // The largest magnitude has the largest power: rounding keeps the order.
    float loudest = contrast.largest();
    out.magnitudePeaks.add(magnitude, loudest);
    out.powerPeaks.add(power, loudest * loudest);
  }

  private static void square(float[] x, float[] out) {
    for (int k = 0; k < Spectrum.BINS; k++) {
      out[k] = x[k] * x[k];
    }
  }
}
