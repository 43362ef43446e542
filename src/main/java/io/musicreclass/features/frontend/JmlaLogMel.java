package io.musicreclass.features.frontend;

import io.musicreclass.features.dsp.MelFilters;
import io.musicreclass.features.loops.MelLoop;
import java.io.IOException;
import java.util.Optional;

/**
 * OpenJMLA's log-mel spectrogram (golden networks SPEC section 2.1): the power in 80 bands, its
 * logarithm, (ln + 4.5) / 4.5, then the first frames, or all of them repeated if there are too few.
 * Of the network's three equal channels, one is computed.
 */
final class JmlaLogMel implements InputPreparation.Whole {
  private static final int RATE = 16_000;
  private static final int WINDOW = 400;
  private static final int HOP = 160;
  private static final int BANDS = 80;
  private static final int FRAMES = 2992;

  /** 11 minutes; no network takes more. */
  private static final int MOST_FRAMES = 1 << 16;

  private static final double LOWEST = 50;
  private static final double HIGHEST = 8000;

  /** Half a window is mirrored at both ends without repeating the edge sample. */
  private static final int PAD = WINDOW / 2;

  /** The smallest step of a float above 1. */
  private static final double EPSILON = Math.ulp(1f);

  private static final double SHIFT = 4.5;
  private static final MelLoop.Spectrogram SPECTROGRAM =
      new MelLoop.Spectrogram(
          MelSpectrogram.hann(WINDOW, WINDOW),
          HOP,
          WINDOW,
          MelLoop.Quantity.POWER,
          MelFilters.slaney(BANDS, LOWEST, HIGHEST, WINDOW, RATE),
          MelLoop.Logarithm.natural(EPSILON, SHIFT, SHIFT));

  private final int frames;

  JmlaLogMel(FrontEndParameters parameters) {
    parameters.fixed("bands", BANDS);
    frames = parameters.number("frames", FRAMES, 1, MOST_FRAMES);
  }

  @Override
  public int sampleRate() {
    return RATE;
  }

  @Override
  public int shortest() {
    return PAD + 1;
  }

  @Override
  public Optional<NetworkInput> of(Waveform wave) throws IOException {
    float[] x = wave.upTo(HOP * frames + PAD);
    if (x.length < shortest()) {
      return Optional.empty();
    }
    int available = Math.min(frames, 1 + x.length / HOP);
    float[] mel = new float[BANDS * available];
    try (MelSpectrogram spectrogram = new MelSpectrogram(SPECTROGRAM)) {
      spectrogram.of(mirrored(x), available, MelSpectrogram.byBand(mel, available));
    }
    return Optional.of(new NetworkInput(repeated(mel, available), 1, BANDS, frames));
  }

  private static float[] mirrored(float[] x) {
    int n = x.length;
    float[] padded = new float[n + 2 * PAD];
    System.arraycopy(x, 0, padded, PAD, n);
    for (int i = 1; i <= PAD; i++) {
      padded[PAD - i] = x[i];
      padded[PAD + n - 1 + i] = x[n - 1 - i];
    }
    return padded;
  }

  /** The middle of an odd number of repetitions, the fewest that are more than enough. */
  private float[] repeated(float[] mel, int available) {
    if (available == frames) {
      return mel;
    }
    int repetitions = (frames / available + 1) | 1;
    int start = (repetitions * available - frames + 1) / 2;
    float[] out = new float[BANDS * frames];
    for (int band = 0; band < BANDS; band++) {
      for (int i = 0; i < frames; i++) {
        out[band * frames + i] = mel[band * available + (start + i) % available];
      }
    }
    return out;
  }
}
