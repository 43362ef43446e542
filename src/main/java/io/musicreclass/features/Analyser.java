package io.musicreclass.features;

import io.musicreclass.features.dsp.Decibels;
import io.musicreclass.features.dsp.Filterbank;
import io.musicreclass.features.dsp.FrameBatch;

/**
 * Computes everything from a frame's spectrum at once, while it is in the CPU cache. Not
 * thread-safe.
 */
final class Analyser implements AutoCloseable {
  private final int sampleRate;
  private final Filterbank mel;
  private final Spectrum spectrum = new Spectrum();
  private final Shape shape = new Shape();
  private final Contrast contrast = new Contrast();
  private final PowerBlock power = new PowerBlock();
  private final double[][] bands = FrameBatch.rows(Mel.BANDS);

  Analyser(int sampleRate, Filterbank mel) {
    this.sampleRate = sampleRate;
    this.mel = mel;
  }

  /**
   * Analyses a block of at most {@link FrameBatch#COUNT} frames.
   *
   * @param keep whether to keep the power spectra for the chroma
   */
  SpectralBlock analyse(FrameBlock frames, boolean keep) {
    SpectralBlock out = new SpectralBlock(frames, sampleRate);
    for (int j = 0; j < frames.count; j++) {
      spectrum.of(frames.samples, Spectrum.HOP * j);
      power.put(j, spectrum.power, frames.count);
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
      // The largest magnitude has the largest power: rounding preserves the order.
      float loudest = contrast.largest();
      out.magnitudePeaks.add(spectrum.magnitude, loudest);
      out.powerPeaks.add(spectrum.power, loudest * loudest);
    }
    mel.apply(power.bins, bands);
    for (int b = 0; b < Mel.BANDS; b++) {
      for (int j = 0; j < frames.count; j++) {
        out.mel[b][j] = (float) Decibels.of(bands[b][j]);
      }
    }
    out.power = keep ? power.kept(frames.count) : null;
    return out;
  }

  @Override
  public void close() {
    spectrum.close();
  }
}
