package io.musicreclass.features.loops;

import io.musicreclass.features.dsp.Decibels;
import io.musicreclass.features.dsp.Filterbank;
import io.musicreclass.features.dsp.FrameBatch;

final class JavaFrames implements FrameLoop {
  private final Filterbank mel;
  private final Spectrum spectrum = new Spectrum();
  private final Shape shape = new Shape();
  private final Extremes extremes = new Extremes();
  private final PeakFinder magnitudePeaks;
  private final PeakFinder powerPeaks;
  private final PowerBlock power = new PowerBlock();
  private final double[][] bands = FrameBatch.rows(Loops.MEL_BANDS);

  JavaFrames(Filterbank mel, PeakFinder magnitudePeaks, PeakFinder powerPeaks) {
    this.mel = mel;
    this.magnitudePeaks = magnitudePeaks;
    this.powerPeaks = powerPeaks;
  }

  @Override
  public FrameValues analyse(float[] samples, int count, boolean keep) {
    FrameValues out = new FrameValues(new Peaks(), new Peaks());
    for (int j = 0; j < count; j++) {
      spectrum.of(samples, Loops.HOP * j);
      power.put(j, spectrum.power, count);
      shape.of(spectrum);
      out.rmse[j] = shape.rmse;
      out.centroid[j] = shape.centroid;
      out.bandwidth[j] = shape.bandwidth;
      out.rolloff[j] = shape.rolloff;
      extremes.of(spectrum.magnitude);
      for (int b = 0; b < Loops.CONTRAST_BANDS; b++) {
        out.peak[b * Loops.LANES + j] = extremes.peak[b];
        out.valley[b * Loops.LANES + j] = extremes.valley[b];
      }
      // The largest magnitude has the largest power: rounding preserves the order.
      float loudest = extremes.largest();
      magnitudePeaks.add(spectrum.magnitude, loudest, out.magnitudePeaks);
      powerPeaks.add(spectrum.power, loudest * loudest, out.powerPeaks);
    }
    mel.apply(power.bins, bands);
    for (int b = 0; b < Loops.MEL_BANDS; b++) {
      for (int j = 0; j < count; j++) {
        out.mel[b * Loops.LANES + j] = (float) Decibels.of(bands[b][j]);
      }
    }
    if (keep) {
      out.keep(power.kept(count));
    }
    return out;
  }

  @Override
  public float[] magnitudes(float[] samples, int count) {
    float[] out = new float[Loops.BINS * Loops.LANES];
    for (int j = 0; j < count; j++) {
      spectrum.of(samples, Loops.HOP * j);
      for (int k = 0; k < Loops.BINS; k++) {
        out[k * Loops.LANES + j] = (float) spectrum.magnitude[k];
      }
    }
    return out;
  }

  @Override
  public void close() {
    spectrum.close();
  }
}
