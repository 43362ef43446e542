package io.musicreclass.features.frontend;

import io.musicreclass.features.dsp.MelFilters;
import io.musicreclass.features.loops.MelLoop;
import java.io.IOException;
import java.util.Arrays;

/**
 * musicnn's patches (taggers SPEC section 1): log10(1 + 10000 x) of the power in 96 bands, 187
 * frames a patch, without overlap, a last incomplete one dropped. The frames of a song that is
 * shorter than one patch are repeated until they fill it. The authors round the power to half
 * precision, which can overflow; this does not.
 */
final class MusicnnPatches implements InputPreparation {
  private static final int RATE = 16_000;
  private static final int SIZE = 512;
  private static final int HOP = 256;
  private static final int BANDS = 96;
  private static final int FRAMES = 187;
  private static final double FACTOR = 10_000;

  /** Patches of a part: 12 s, of which the network makes some hundred megabytes. */
  private static final int PART = 4;

  private static final MelLoop.Spectrogram SPECTROGRAM =
      new MelLoop.Spectrogram(
          MelSpectrogram.hann(SIZE, SIZE),
          HOP,
          SIZE,
          MelLoop.Quantity.POWER,
          MelFilters.slaney(BANDS, 0, RATE / 2.0, SIZE, RATE),
          new MelLoop.Logarithm(FACTOR, 1, 0.1, 0));

  MusicnnPatches(FrontEndParameters parameters) {
    parameters.fixed("bands", BANDS);
    parameters.fixed("frames", FRAMES);
  }

  @Override
  public int sampleRate() {
    return RATE;
  }

  @Override
  public int shortest() {
    return SIZE / 2 + 1;
  }

  @Override
  public boolean parts(Waveform wave, FrontEnd.Receiver receiver) throws IOException {
    Batches batches = new Batches(PART, receiver, 1, 1, FRAMES, BANDS);
    try (CentredFrames frames = new CentredFrames(wave::fill, new MelSpectrogram(SPECTROGRAM))) {
      float[] patch = new float[FRAMES * BANDS];
      boolean any = false;
      int count = read(frames, patch);
      if (count > 0 && count < FRAMES) {
        repeat(patch, count * BANDS);
        count = FRAMES;
      }
      while (count == FRAMES) {
        any = true;
        batches.add(patch);
        patch = new float[FRAMES * BANDS];
        count = read(frames, patch);
      }
      batches.finish();
      return any;
    }
  }

  private static int read(CentredFrames frames, float[] patch) throws IOException {
    return frames.read(FRAMES, MelSpectrogram.byFrame(patch, BANDS));
  }

  /** Repeats the first values until the array is full. */
  private static void repeat(float[] values, int length) {
    float[] first = Arrays.copyOf(values, length);
    for (int i = length; i < values.length; i++) {
      values[i] = first[i % length];
    }
  }
}
