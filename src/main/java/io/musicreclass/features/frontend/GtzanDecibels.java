package io.musicreclass.features.frontend;

import io.musicreclass.features.Mel;
import io.musicreclass.features.dsp.Decibels;
import io.musicreclass.features.loops.MelLoop;
import java.io.IOException;
import java.util.Optional;

/**
 * The mel spectrogram of the GTZAN training scripts (golden networks SPEC section 5), as librosa's
 * {@code melspectrogram} and {@code power_to_db(ref=max)} compute it in its version 0.11: zeros
 * before and after the song, dB relative to the loudest cell, at least -80. Silence is 0 dB
 * throughout. The small CNN of 128 frames was trained on (dB + 80) / 80; that these were the first
 * frames is assumed.
 */
final class GtzanDecibels implements InputPreparation.Whole {
  private static final int RATE = 22_050;
  private static final int SECONDS = 30;
  private static final int SIZE = 2048;
  private static final int HOP = 512;
  private static final int FRAMES = 1 + SECONDS * RATE / HOP;
  private static final int PAD = SIZE / 2;
  private static final MelLoop.Spectrogram SPECTROGRAM =
      new MelLoop.Spectrogram(
          MelSpectrogram.hann(SIZE, SIZE),
          HOP,
          SIZE,
          MelLoop.Quantity.POWER,
          Mel.weights(RATE),
          new MelLoop.Logarithm(1, 0, 1, 0));

  private final int frames;
  private final boolean scaled;

  GtzanDecibels(FrontEndParameters parameters) {
    parameters.fixed("bands", Mel.BANDS);
    frames = parameters.number("frames", FRAMES, 1, FRAMES);
    scaled = parameters.flag("scaled", false);
  }

  @Override
  public int sampleRate() {
    return RATE;
  }

  @Override
  public int shortest() {
    return 1;
  }

  @Override
  public Optional<NetworkInput> of(Waveform wave) throws IOException {
    float[] x = wave.upTo(SECONDS * RATE);
    if (x.length == 0) {
      return Optional.empty();
    }
    float[] padded = new float[PAD + SECONDS * RATE + PAD];
    System.arraycopy(x, 0, padded, PAD, x.length);
    float[] decibels = new float[Mel.BANDS * FRAMES];
    try (MelSpectrogram spectrogram = new MelSpectrogram(SPECTROGRAM)) {
      spectrogram.of(padded, FRAMES, MelSpectrogram.byBand(decibels, FRAMES));
    }
    return Optional.of(new NetworkInput(belowLoudest(decibels), 1, 1, Mel.BANDS, frames));
  }

  /** The first frames of each band. */
  private float[] belowLoudest(float[] decibels) {
    float loudest = Float.NEGATIVE_INFINITY;
    for (float v : decibels) {
      loudest = Math.max(loudest, v);
    }
    float[] out = new float[Mel.BANDS * frames];
    for (int i = 0; i < out.length; i++) {
      double below = decibels[i / frames * FRAMES + i % frames] - loudest;
      double floored = Math.max(-Decibels.RANGE, below);
      out[i] = (float) (scaled ? (floored + Decibels.RANGE) / Decibels.RANGE : floored);
    }
    return out;
  }
}
