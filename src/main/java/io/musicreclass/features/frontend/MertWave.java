package io.musicreclass.features.frontend;

import java.io.IOException;
import java.util.Optional;

/**
 * A waveform, normalised to mean 0 and variance 1 if MERT's own preprocessor does so (golden
 * networks SPEC section 1.3, step 1): (x - mean) / sqrt(population variance + 1e-7). Padding would
 * change every frame of the network's group norm, so there is none.
 */
final class MertWave implements InputPreparation.Whole {
  private static final int SECONDS = 30;
  private static final int LOWEST_RATE = 1000;
  private static final int HIGHEST_RATE = 192_000;

  /** Samples in the receptive field of one frame after the network's seven convolutions. */
  private static final int SHORTEST = 400;

  private static final double EPSILON = 1e-7;

  private final int sampleRate;
  private final boolean normalise;

  MertWave(int sampleRate, FrontEndParameters parameters) {
    if (sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE) {
      throw new IllegalArgumentException(
          "sample_rate is %d, not %d to %d Hz".formatted(sampleRate, LOWEST_RATE, HIGHEST_RATE));
    }
    this.sampleRate = sampleRate;
    normalise = parameters.flag("normalise", true);
  }

  @Override
  public int sampleRate() {
    return sampleRate;
  }

  @Override
  public int shortest() {
    return SHORTEST;
  }

  @Override
  public Optional<NetworkInput> of(Waveform wave) throws IOException {
    float[] x = wave.upTo(SECONDS * sampleRate);
    if (x.length < SHORTEST) {
      return Optional.empty();
    }
    if (normalise) {
      normalise(x);
    }
    return Optional.of(new NetworkInput(x, 1, x.length));
  }

  private static void normalise(float[] x) {
    double mean = 0;
    for (float v : x) {
      mean += v;
    }
    mean /= x.length;
    double variance = 0;
    for (float v : x) {
      variance += (v - mean) * (v - mean);
    }
    variance /= x.length;
    double scale = 1 / Math.sqrt(variance + EPSILON);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) ((x[i] - mean) * scale);
    }
  }
}
