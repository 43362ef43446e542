package io.musicreclass.features.loops;

import org.jspecify.annotations.Nullable;

/** The results of one block of frames: rows of {@link Loops#LANES} values. */
public final class FrameValues {
  /** The power spectra of a block of frames, in a form that only their loops know. */
  public interface Power extends AutoCloseable {
    @Override
    void close();
  }

  /** One row each. */
  public final double[] rmse = new double[Loops.LANES];

  public final double[] centroid = new double[Loops.LANES];
  public final double[] bandwidth = new double[Loops.LANES];
  public final double[] rolloff = new double[Loops.LANES];

  /** {@link Loops#CONTRAST_BANDS} rows, dB. */
  public final double[] peak = new double[Loops.CONTRAST_BANDS * Loops.LANES];

  public final double[] valley = new double[Loops.CONTRAST_BANDS * Loops.LANES];

  /** {@link Loops#MEL_BANDS} rows, dB. */
  public final float[] mel = new float[Loops.MEL_BANDS * Loops.LANES];

  /** Peaks of the magnitude spectra at the song's rate, and of the power spectra at 22,050 Hz. */
  public final Peaks magnitudePeaks;

  public final Peaks powerPeaks;

  private @Nullable Power power;

  FrameValues(Peaks magnitudePeaks, Peaks powerPeaks) {
    this.magnitudePeaks = magnitudePeaks;
    this.powerPeaks = powerPeaks;
  }

  void keep(Power spectra) {
    power = spectra;
  }

  /** The power spectra, if they were to be kept. */
  public @Nullable Power power() {
    return power;
  }
}
