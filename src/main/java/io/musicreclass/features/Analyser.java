package io.musicreclass.features;

/** Everything that one look at a frame's spectrum gives, while it is in the cache. One thread's. */
final class Analyser implements AutoCloseable {
  private final int sampleRate;
  private final Filterbank mel;
  private final Spectrum spectrum = new Spectrum();
  private final Shape shape = new Shape();
  private final Contrast contrast = new Contrast();
  private final double[] bands = new double[Mel.BANDS];

  Analyser(int sampleRate, Filterbank mel) {
    this.sampleRate = sampleRate;
    this.mel = mel;
  }

  /**
   * Analyses a block.
   *
   * @param keep whether the magnitudes are kept for the chroma
   */
  SpectralBlock analyse(FrameBlock frames, boolean keep) {
    SpectralBlock out = new SpectralBlock(frames, sampleRate);
    float[] magnitudes = keep ? new float[frames.count * Spectrum.BINS] : new float[0];
    for (int j = 0; j < frames.count; j++) {
      spectrum.of(frames.samples, Spectrum.HOP * j);
      shape.of(spectrum);
      out.rmse[j] = shape.rmse;
      out.centroid[j] = shape.centroid;
      out.bandwidth[j] = shape.bandwidth;
      out.rolloff[j] = shape.rolloff;
      contrast.of(spectrum.magnitude);
      for (int b = 0; b < Contrast.BANDS; b++) {
        out.peak[b][j] = contrast.peak[b];
        out.valley[b][j] = contrast.valley[b];
      }
      out.magnitudePeaks.add(spectrum.magnitude, shape.max);
      // The square never decreases, rounded or not.
      float loudest = (float) shape.max;
      out.powerPeaks.add(spectrum.power, loudest * loudest);
      mel.apply(spectrum.power, bands);
      for (int b = 0; b < Mel.BANDS; b++) {
        out.mel[j * Mel.BANDS + b] = (float) Decibels.of(bands[b]);
      }
      if (keep) {
        for (int k = 0; k < Spectrum.BINS; k++) {
          magnitudes[j * Spectrum.BINS + k] = (float) spectrum.magnitude[k];
        }
      }
    }
    out.magnitudes = keep ? magnitudes : null;
    return out;
  }

  @Override
  public void close() {
    spectrum.close();
  }
}
