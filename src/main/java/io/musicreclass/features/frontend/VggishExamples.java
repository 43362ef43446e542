package io.musicreclass.features.frontend;

import io.musicreclass.features.dsp.MelFilters;
import io.musicreclass.features.loops.MelLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * VGGish's examples (golden networks SPEC section 3): ln(mel magnitude + 0.01) in 64 bands, 96
 * frames per example, without overlap, a last incomplete one dropped. Buffers one example's samples
 * at a time.
 */
final class VggishExamples implements InputPreparation.Whole {
  private static final int RATE = 16_000;
  private static final int WINDOW = 400;
  private static final int SIZE = 512;
  private static final int HOP = 160;
  private static final int BANDS = 64;
  private static final double LOWEST = 125;
  private static final double HIGHEST = 7500;
  private static final double OFFSET = 0.01;
  private static final int FRAMES = 96;

  /** Samples from the start of one example to the next. */
  private static final int STEP = FRAMES * HOP;

  /** Samples of an example; its last frames overlap the next. */
  private static final int SPAN = STEP - HOP + WINDOW;

  private static final MelLoop.Spectrogram SPECTROGRAM =
      new MelLoop.Spectrogram(
          MelSpectrogram.hann(WINDOW, WINDOW),
          HOP,
          SIZE,
          MelLoop.Quantity.MAGNITUDE,
          MelFilters.htk(BANDS, LOWEST, HIGHEST, SIZE, RATE),
          MelLoop.Logarithm.natural(OFFSET, 0, 1));

  VggishExamples(FrontEndParameters parameters) {
    parameters.fixed("bands", BANDS);
    parameters.fixed("frames", FRAMES);
  }

  @Override
  public int sampleRate() {
    return RATE;
  }

  @Override
  public int shortest() {
    return SPAN;
  }

  @Override
  public Optional<NetworkInput> of(Waveform wave) throws IOException {
    List<float[]> examples = new ArrayList<>();
    float[] samples = new float[SPAN];
    try (MelSpectrogram spectrogram = new MelSpectrogram(SPECTROGRAM)) {
      int filled = wave.fill(samples, 0);
      while (filled == SPAN) {
        float[] example = new float[FRAMES * BANDS];
        spectrogram.of(samples, FRAMES, MelSpectrogram.byFrame(example, BANDS));
        examples.add(example);
        System.arraycopy(samples, STEP, samples, 0, SPAN - STEP);
        filled = wave.fill(samples, SPAN - STEP);
      }
    }
    return examples.isEmpty() ? Optional.empty() : Optional.of(batch(examples));
  }

  private static NetworkInput batch(List<float[]> examples) {
    float[] all = new float[Math.multiplyExact(examples.size(), FRAMES * BANDS)];
    for (int i = 0; i < examples.size(); i++) {
      System.arraycopy(examples.get(i), 0, all, i * FRAMES * BANDS, FRAMES * BANDS);
    }
    return new NetworkInput(all, examples.size(), 1, FRAMES, BANDS);
  }
}
