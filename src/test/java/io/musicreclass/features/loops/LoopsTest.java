package io.musicreclass.features.loops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.features.loops.FrameValues.Power;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiled loops beside those in Java, on random input of many lengths. */
class LoopsTest {
  private final SplittableRandom random = new SplittableRandom(14);
  private static final Loops JAVA = Loops.inJava();
  private static final Loops COMPILED = Loops.fastest();

  @BeforeAll
  static void theLibraryIsBuilt() {
    boolean built = COMPILED != JAVA;
    if (!built) {
      System.out.println("SKIPPED: the compiled loops (install cmake, make and g++)");
    }
    Assumptions.assumeTrue(built, "the compiled loops are not built");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "7, 0.3", "8, 1", "9, 1e-3", "33, 1e-6", "63, 1", "64, 1"})
  void framesAreAlike(int count, double loudness) {
    float[] samples = noise(Loops.HOP * (count - 1) + Loops.SIZE, loudness);
    double[][] mel = bank(Loops.MEL_BANDS, Loops.BINS);
    try (FrameLoop java = JAVA.frames(44_100, mel);
        FrameLoop compiled = COMPILED.frames(44_100, mel)) {
      FrameValues want = java.analyse(samples, count, false);
      FrameValues is = compiled.analyse(samples, count, false);

      assertRows(is.rmse, want.rmse, count, 1e-5 * loudness);
      assertRows(is.centroid, want.centroid, count, 1e-2);
      assertRows(is.bandwidth, want.bandwidth, count, 1e-2);
      assertRows(is.rolloff, want.rolloff, count, 0);
      assertRows(is.peak, want.peak, count, 1e-4);
      assertRows(is.valley, want.valley, count, 1e-4);
      assertRows(doubles(is.mel), doubles(want.mel), count, 1e-3);
      assertSamePeaks(is.magnitudePeaks, want.magnitudePeaks);
      assertSamePeaks(is.powerPeaks, want.powerPeaks);
      float[] expected = java.magnitudes(samples, count);
      float[] magnitudes = compiled.magnitudes(samples, count);
      assertRows(doubles(magnitudes), doubles(expected), count, 1e-5 * loudness);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -0f, Float.MIN_VALUE, 1e-40f})
  void silenceIsSilent(float sample) {
    float[] samples = new float[Loops.HOP * 8 + Loops.SIZE];
    Arrays.fill(samples, sample);
    double[][] mel = bank(Loops.MEL_BANDS, Loops.BINS);
    try (FrameLoop java = JAVA.frames(22_050, mel);
        FrameLoop compiled = COMPILED.frames(22_050, mel)) {
      FrameValues want = java.analyse(samples, 9, false);
      FrameValues is = compiled.analyse(samples, 9, false);

      assertRows(is.rmse, want.rmse, 9, 0);
      assertRows(is.peak, want.peak, 9, 1e-9);
      assertRows(is.valley, want.valley, 9, 1e-9);
      assertRows(doubles(is.mel), doubles(want.mel), 9, 1e-4);
      assertRows(is.rolloff, want.rolloff, 9, 1e3);
      assertThat(is.centroid).doesNotContain(Double.NaN);
      assertThat(is.bandwidth).doesNotContain(Double.NaN);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 31, 64})
  void chromaIsAlike(int count) {
    float[] samples = noise(Loops.HOP * (count - 1) + Loops.SIZE, 0.5);
    double[][] weights = bank(Loops.CLASSES, Loops.BINS);
    double[][] mel = bank(Loops.MEL_BANDS, Loops.BINS);
    try (ChromaLoop java = JAVA.chroma(weights);
        ChromaLoop compiled = COMPILED.chroma(weights);
        FrameLoop frames = COMPILED.frames(44_100, mel)) {
      double[] want = java.of(samples, count).clone();
      double allowed = 1e-6 * Arrays.stream(want).max().orElseThrow();

      assertRows(compiled.of(samples, count), want, count, allowed);
      try (Power power = frames.analyse(samples, count, true).power()) {
        assertThat(power).isNotNull();
        assertRows(compiled.of(power), want, count, allowed);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "2, 31", "4, 32", "8, 513", "2, 4095", "2, 4096", "4, 4096"})
  void decimationIsAlike(int factor, int count) {
    float[] samples = noise(7 + factor * (count + 32), 1);
    double[] taps = random.doubles(32L * factor, -0.1, 0.1).toArray();
    float[] want = new float[count];
    float[] is = new float[count];
    try (DecimationLoop java = JAVA.decimation(factor, taps);
        DecimationLoop compiled = COMPILED.decimation(factor, taps)) {
      java.filter(samples, 7, count, want);
      compiled.filter(samples, 7, count, is);
    }

    for (int i = 0; i < count; i++) {
      assertThat(is[i]).isCloseTo(want[i], within(1e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource({"64, 4, 1", "128, 7, 9", "256, 256, 64", "256, 4, 33"})
  void correlationIsAlike(int size, int hop, int count) {
    MirroredKernels kernels = new MirroredKernels(size);
    for (int filter = 0; filter < Loops.CLASSES; filter++) {
      double[] re = random.doubles(size, -1, 1).toArray();
      double[] im = random.doubles(size, -1, 1).toArray();
      kernels.put(filter, random.nextInt(2), re, im);
    }
    double[] scales = random.doubles(Loops.CLASSES, 0.5, 2).toArray();
    float[] samples = noise(hop * (count - 1) + size, 1);
    try (CorrelationLoop java = JAVA.correlation(kernels, hop, scales);
        CorrelationLoop compiled = COMPILED.correlation(kernels, hop, scales)) {
      assertRows(compiled.magnitudes(samples, count), java.magnitudes(samples, count), count, 1e-4);
    }
  }

  @ParameterizedTest
  @CsvSource({"512, 400, 1", "512, 512, 64", "1024, 800, 33", "2048, 2048, 63", "400, 400, 7"})
  void melBandsAreAlike(int size, int window, int count) {
    float[] samples = noise(5 + 160 * (count - 1) + window, 1);
    double[] weights = random.doubles(window, 0, 1).toArray();
    double[][] bank = bank(24, size / 2 + 1);
    MelLoop.Logarithm log = new MelLoop.Logarithm(100, 1e-5, 0.3, -2);
    float[] want = new float[24 * Loops.LANES];
    float[] is = want.clone();
    for (MelLoop.Quantity of : MelLoop.Quantity.values()) {
      MelLoop.Spectrogram mel = new MelLoop.Spectrogram(weights, 160, size, of, bank, log);
      try (MelLoop java = JAVA.mel(mel);
          MelLoop compiled = COMPILED.mel(mel)) {
        java.of(samples, 5, count, want);
        compiled.of(samples, 5, count, is);
      }

      assertRows(doubles(is), doubles(want), count, 1e-5);
      assertThat(want[0]).isGreaterThan(-2);
      assertThat(want[Loops.LANES]).isCloseTo(-2 + 0.3f * -50, within(1e-5f)); // no weights
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 128, 129, 1000, 2585})
  void momentsAreAlike(int count) {
    double[] x = random.doubles(count, -3, 5).map(v -> (float) v).toArray();

    for (boolean single : new boolean[] {true, false}) {
      assertThat(COMPILED.moments(x.clone(), single)).isEqualTo(JAVA.moments(x.clone(), single));
    }
  }

  @Test
  void closedLoopsAreRefused() {
    FrameLoop loop = COMPILED.frames(44_100, bank(Loops.MEL_BANDS, Loops.BINS));
    loop.close();
    loop.close();

    assertThatThrownBy(() -> loop.analyse(new float[Loops.SIZE], 1, false))
        .isInstanceOf(IllegalStateException.class);
  }

  private static void assertRows(double[] is, double[] want, int count, double allowed) {
    for (int i = 0; i < want.length; i++) {
      if (i % Loops.LANES < count && !(Math.abs(is[i] - want[i]) <= allowed)) {
        throw new AssertionError(
            "row "
                + i / Loops.LANES
                + ", frame "
                + i % Loops.LANES
                + ": "
                + is[i]
                + " instead of "
                + want[i]);
      }
    }
  }

  /** Peaks are in no certain order, and a few may differ by the last bit of their magnitudes. */
  private static void assertSamePeaks(Peaks is, Peaks want) {
    assertThat(is.count()).isCloseTo(want.count(), within(1));
    if (is.count() == want.count()) {
      assertThat(sum(is)).isCloseTo(sum(want), within(1e-4 * sum(want)));
    }
  }

  private static double sum(Peaks peaks) {
    double sum = 0;
    for (int i = 0; i < peaks.count(); i++) {
      sum += peaks.pitch(i);
    }
    return sum;
  }

  private float[] noise(int count, double loudness) {
    float[] x = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = (float) (loudness * (random.nextDouble() - 0.5 + Math.sin(0.05 * i)));
    }
    return x;
  }

  /** Overlapping filters, of which the second has no weights. */
  private double[][] bank(int rows, int columns) {
    double[][] weights = new double[rows][columns];
    for (int r = 0; r < rows; r++) {
      int from = r * (columns - 40) / rows;
      for (int k = from; k < from + 40 && r != 1; k++) {
        weights[r][k] = random.nextDouble();
      }
    }
    return weights;
  }

  private static double[] doubles(float[] x) {
    double[] y = new double[x.length];
    Arrays.setAll(y, i -> x[i]);
    return y;
  }
}
