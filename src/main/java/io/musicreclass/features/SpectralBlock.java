package io.musicreclass.features;

import org.jspecify.annotations.Nullable;

/** The results of one block of frames, one value per frame unless stated otherwise. */
final class SpectralBlock {
  final int first;
  final int count;
  final double[] zcr;
  final double[] rmse;
  final double[] centroid;
  final double[] bandwidth;
  final double[] rolloff;

  /** Seven rows of {@link #count} values, dB. */
  final double[][] peak;

  final double[][] valley;

  /** 128 rows of {@link #count} values, dB. */
  final float[][] mel;

  /** Peaks of the magnitude spectra at the song's rate, and of the power spectra at 22,050 Hz. */
  final SpectralPeaks magnitudePeaks;

  final SpectralPeaks powerPeaks;

  /** Power spectra of songs short enough to keep them; null: compute them again. */
  float @Nullable [] power;

  SpectralBlock(FrameBlock frames, int sampleRate) {
    first = frames.first;
    count = frames.count;
    zcr = ZeroCrossings.rates(frames);
    rmse = new double[count];
    centroid = new double[count];
    bandwidth = new double[count];
    rolloff = new double[count];
    peak = new double[Contrast.BANDS][count];
    valley = new double[Contrast.BANDS][count];
    mel = new float[Mel.BANDS][count];
    magnitudePeaks = new SpectralPeaks(sampleRate);
    powerPeaks = new SpectralPeaks(22050);
  }
}
