package io.musicreclass.features.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.features.ReferenceArray;
import io.musicreclass.features.loops.MelLoop;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The front ends of the taggers: against their reference, and in parts. */
class TaggerFrontEndTest {
  private static final String EXPECTED = "golden/taggers/expected/";

  @Test
  void musicnnTakesTheReferencesPatch() throws IOException {
    List<NetworkInput> parts = parts("musicnn", pcm(16_000, "musicnn.wave_16k"));

    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).shape()).containsExactly(1L, 1L, 187L, 96L);
    float[] patch = parts.get(0).toArray();
    assertThat(worst("musicnn", patch, "musicnn.logmel")).isPositive().isLessThan(2e-4);
  }

  @Test
  void efficientAtTakesTheReferencesWindow() throws IOException {
    List<NetworkInput> parts = parts("efficientat", pcm(32_000, "mn04.wave_32k"));

    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).shape()).containsExactly(1L, 1L, 128L, 400L);
    assertThat(parts.get(0).weight()).isEqualTo(400);
    float[] window = parts.get(0).toArray();
    assertThat(worst("efficientat", window, "mn04.logmel_128xT")).isPositive().isLessThan(1e-3);
  }

  /** Expected entries of each part, with the frames of each entry. */
  @ParameterizedTest
  @CsvSource({
    "musicnn, 257, 1x187",
    "musicnn, 47615, 1x187",
    "musicnn, 47872, 1x187",
    "musicnn, 95743, 2x187",
    "musicnn, 500000, 4x187 4x187 2x187",
    "efficientat, 402, 1x2",
    "efficientat, 159680, 1x499",
    "efficientat, 320000, 1x1000",
    "efficientat, 479680, 1x1000",
    "efficientat, 479681, 1x1000 1x500",
    "efficientat, 1700000, 4x1000 1x1000",
    "efficientat, 2560001, 4x1000 4x1000",
  })
  void aSongIsDividedIntoParts(String name, int samples, String expected) throws IOException {
    List<String> shapes = new ArrayList<>();
    for (NetworkInput part : parts(name, signal(rate(name), samples))) {
      int frames = Math.toIntExact(part.shape().get(name.equals("musicnn") ? 2 : 3));
      shapes.add(part.batch() + "x" + frames);
      assertThat(part.weight()).isEqualTo(name.equals("musicnn") ? 1 : frames);
    }

    assertThat(String.join(" ", shapes)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"musicnn, 257", "efficientat, 402"})
  void aSongShorterThanTheSmallestInputIsRejected(String name, int shortest) throws IOException {
    FrontEnd frontEnd = FrontEnd.of(name, rate(name), Map.of());

    assertThat(frontEnd.prepare(signal(rate(name), shortest), part -> {})).isEmpty();
    assertThat(frontEnd.prepare(signal(rate(name), shortest - 1), part -> {}))
        .contains(
            "Too short for %s: %d samples at %d Hz, at least %d are needed."
                .formatted(name, shortest - 1, rate(name), shortest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"musicnn", "efficientat"})
  void audioThatIsNoNumberIsRejected(String name) throws IOException {
    float[] x = new float[700_000];
    x[600_000] = Float.NaN;

    assertThat(
            FrontEnd.of(name, rate(name), Map.of()).prepare(Pcm.of(rate(name), 1, x), part -> {}))
        .contains("The audio is damaged: sample 600000 is not a finite number.");
  }

  @Test
  void aSongOfTwentyMinutesIsNeverInMemoryAsAWhole() throws IOException {
    int[] patches = new int[1];

    Optional<String> unfit =
        FrontEnd.of("musicnn", 16_000, Map.of())
            .prepare(
                new Endless(20 * 60 * 16_000),
                part -> {
                  assertThat(part.batch()).isLessThanOrEqualTo(4);
                  patches[0] += part.batch();
                });

    assertThat(unfit).isEmpty();
    assertThat(patches[0]).isEqualTo(75_001 / 187);
  }

  /** Samples that are made when they are read. */
  private record Endless(int samples) implements Pcm {
    @Override
    public int sampleRate() {
      return 16_000;
    }

    @Override
    public int channels() {
      return 1;
    }

    @Override
    public Pass open() {
      return new Pass() {
        private int at;

        @Override
        public int read(float[] block) {
          int count = Math.min(block.length, samples - at);
          for (int i = 0; i < count; i++) {
            block[i] = (at + i) % 50 / 100f;
          }
          at += count;
          return count == 0 ? -1 : count;
        }

        @Override
        public void close() {}
      };
    }
  }

  @Test
  void aShortSongsFramesAreRepeatedUntilTheyFillAPatch() throws IOException {
    float[] patch = parts("musicnn", signal(16_000, 10_000)).get(0).toArray();

    int frames = 1 + 10_000 / 256;
    for (int i = frames * 96; i < patch.length; i++) {
      assertThat(patch[i]).isEqualTo(patch[i - frames * 96]);
    }
  }

  /** Each frame alone, from a song mirrored as a whole. */
  @ParameterizedTest
  @CsvSource({"257, 3", "1000, 2", "1024, 1", "30000, 7", "30001, 50", "30207, 1000"})
  void framesReadInPartsAreThoseOfTheWholeSong(int samples, int most) throws IOException {
    float[] x = new float[samples];
    signal(16_000, samples).open().read(x);
    float[] mirrored = new float[samples + 512];
    for (int i = 0; i < mirrored.length; i++) {
      int at = Math.abs(i - 256);
      mirrored[i] = x[at < samples ? at : 2 * (samples - 1) - at];
    }
    List<Float> wanted = new ArrayList<>();
    try (MelSpectrogram whole = spectrogram()) {
      for (int frame = 0; frame <= samples / 256; frame++) {
        whole.of(mirrored, frame * 256, 0, 1, (band, at, count, cells, i) -> wanted.add(cells[i]));
      }
    }

    List<Float> read = new ArrayList<>();
    try (Waveform wave = new Waveform(Pcm.of(16_000, 1, x).open());
        CentredFrames frames = new CentredFrames(wave::fill, spectrogram())) {
      float[] cells = new float[most * 4];
      int count = most;
      while (count == most) {
        count = frames.read(most, MelSpectrogram.byFrame(cells, 4));
        for (int i = 0; i < 4 * count; i++) {
          read.add(cells[i]);
        }
      }
      assertThat(frames.read(most, (band, frame, number, values, at) -> {})).isZero();
    }

    assertThat(read).isEqualTo(wanted);
  }

  private static MelSpectrogram spectrogram() {
    double[][] sums = new double[4][257];
    IntStream.range(0, 257).forEach(bin -> sums[bin % 4][bin] = 1);
    return new MelSpectrogram(
        new MelLoop.Spectrogram(
            MelSpectrogram.hann(512, 512),
            256,
            512,
            MelLoop.Quantity.POWER,
            sums,
            new MelLoop.Logarithm(1, 0, 1, 0)));
  }

  private static int rate(String name) {
    return name.equals("musicnn") ? 16_000 : 32_000;
  }

  private static List<NetworkInput> parts(String name, Pcm pcm) throws IOException {
    List<NetworkInput> parts = new ArrayList<>();
    assertThat(FrontEnd.of(name, rate(name), Map.of()).prepare(pcm, parts::add)).isEmpty();
    return parts;
  }

  private static Pcm pcm(int rate, String name) throws IOException {
    double[] values = ReferenceArray.at(EXPECTED + name);
    float[] samples = new float[values.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) values[i];
    }
    return Pcm.of(rate, 1, samples);
  }

  /** The values are the first of the reference's. */
  private static double worst(String what, float[] values, String name) throws IOException {
    double[] expected = ReferenceArray.at(EXPECTED + name);
    assertThat(values.length).isLessThanOrEqualTo(expected.length);
    double worst = 0;
    for (int i = 0; i < values.length; i++) {
      worst = Math.max(worst, Math.abs(values[i] - expected[i]));
    }
    System.out.printf("worst difference: %s to %s %.1e%n", what, name, worst);
    return worst;
  }

  /** A note and a hiss that repeats itself. */
  private static Pcm signal(int rate, int samples) {
    float[] x = new float[samples];
    for (int i = 0; i < samples; i++) {
      double hiss = (long) i * i % 1009 / 1009.0 - 0.5;
      x[i] = (float) (0.4 * StrictMath.sin(2 * Math.PI * (440.0 * i / rate)) + 0.2 * hiss);
    }
    return Pcm.of(rate, 1, x);
  }
}
