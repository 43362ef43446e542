package io.musicreclass.features.frontend;

import io.musicreclass.features.dsp.MelFilters;
import io.musicreclass.features.loops.MelLoop;
import java.io.IOException;

/**
 * EfficientAT's windows (taggers SPEC section 2): the power of the pre-emphasised waveform in 128
 * bands as Kaldi spaces them, (ln(x + 1e-5) + 4.5) / 5, 1,000 frames of 10 ms a window, without
 * overlap. A rest of 500 frames or more is a window of its own, as is a whole song of fewer; each
 * counts by its length.
 */
final class KaldiWindows implements InputPreparation {
  private static final int RATE = 32_000;
  private static final int WINDOW = 800;
  private static final int SIZE = 1024;
  private static final int HOP = 320;
  private static final int BANDS = 128;
  private static final double HIGHEST = 15_000;
  private static final int FRAMES = 1000;
  private static final int LEAST_REST = 500;
  private static final double EMPHASIS = 0.97;
  private static final double OFFSET = 1e-5;
  private static final double SHIFT = 4.5;
  private static final double SCALE = 5;

  /** Windows of a part: 40 s. */
  private static final int PART = 4;

  private static final MelLoop.Spectrogram SPECTROGRAM =
      new MelLoop.Spectrogram(
          MelSpectrogram.hann(WINDOW, WINDOW - 1),
          HOP,
          SIZE,
          MelLoop.Quantity.POWER,
          MelFilters.htk(BANDS, 0, HIGHEST, SIZE, RATE),
          MelLoop.Logarithm.natural(OFFSET, SHIFT, SCALE));

  KaldiWindows(FrontEndParameters parameters) {
    parameters.fixed("bands", BANDS);
    parameters.fixed("frames", FRAMES);
  }

  @Override
  public int sampleRate() {
    return RATE;
  }

  /** Half a window and the sample at its edge, of differences between two samples. */
  @Override
  public int shortest() {
    return WINDOW / 2 + 2;
  }

  @Override
  public boolean parts(Waveform wave, FrontEnd.Receiver receiver) throws IOException {
    Batches batches = new Batches(PART, receiver, FRAMES, 1, BANDS, FRAMES);
    try (CentredFrames frames =
        new CentredFrames(new Emphasised(wave), new MelSpectrogram(SPECTROGRAM))) {
      boolean any = false;
      float[] values = new float[BANDS * FRAMES];
      int count = read(frames, values);
      while (count == FRAMES) {
        any = true;
        batches.add(values);
        values = new float[BANDS * FRAMES];
        count = read(frames, values);
      }
      batches.finish();
      if (count >= LEAST_REST || (count > 0 && !any)) {
        any = true;
        receiver.accept(new NetworkInput(count, narrowed(values, count), 1, 1, BANDS, count));
      }
      return any;
    }
  }

  private static int read(CentredFrames frames, float[] values) throws IOException {
    return frames.read(FRAMES, MelSpectrogram.byBand(values, FRAMES));
  }

  /** The first frames of each band. */
  private static float[] narrowed(float[] values, int frames) {
    float[] narrow = new float[BANDS * frames];
    for (int band = 0; band < BANDS; band++) {
      System.arraycopy(values, band * FRAMES, narrow, band * frames, frames);
    }
    return narrow;
  }

  /** Each sample less 0.97 times the one before it; one sample fewer than the waveform. */
  private static final class Emphasised implements CentredFrames.Source {
    private final Waveform wave;
    private final float[] before = new float[1];
    private boolean started;

    Emphasised(Waveform wave) {
      this.wave = wave;
    }

    @Override
    public int fill(float[] samples, int from) throws IOException {
      if (!started) {
        started = true;
        if (wave.fill(before, 0) == 0) {
          return from;
        }
      }
      int end = wave.fill(samples, from);
      float last = before[0];
      for (int i = from; i < end; i++) {
        float sample = samples[i];
        samples[i] = (float) (sample - EMPHASIS * last);
        last = sample;
      }
      before[0] = last;
      return end;
    }
  }
}
