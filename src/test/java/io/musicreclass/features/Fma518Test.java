package io.musicreclass.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.features.Fma518.Extraction;
import io.musicreclass.features.Fma518.Mode;
import io.musicreclass.features.loops.Loops;
import io.musicreclass.track.Features;
import io.musicreclass.track.Pcm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class Fma518Test {
  /**
   * The expected values were written by this implementation ({@link TestSongValues}) after it had
   * passed the comparison with the reference (Fma518GoldenTest). They prove that nothing has
   * changed since, also on machines without the reference data.
   */
  @TestFactory
  Stream<DynamicTest> madeUpSongsKeepTheirFeatures() throws IOException {
    Map<String, String[]> expected = expected();
    return TestSongs.all().entrySet().stream()
        .flatMap(
            song ->
                Stream.of(Mode.values())
                    .map(
                        mode -> {
                          String name = TestSongValues.name(song.getKey(), mode);
                          String[] row = Objects.requireNonNull(expected.get(name), name);
                          return DynamicTest.dynamicTest(
                              name,
                              () -> {
                                Pcm pcm = song.getValue();
                                assertAlike(row, Fma518.extract(pcm, mode, 1, Loops.fastest()));
                                assertAlike(row, Fma518.extract(pcm, mode, 1, Loops.inJava()));
                              });
                        }));
  }

  private static Map<String, String[]> expected() throws IOException {
    Map<String, String[]> rows = new HashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    Fma518Test.class.getResourceAsStream("/features/made-up-songs.csv")),
                StandardCharsets.UTF_8))) {
      reader.lines().skip(1).map(l -> l.split(",", -1)).forEach(row -> rows.put(row[0], row));
    }
    return rows;
  }

  private static void assertAlike(String[] expected, Extraction actual) {
    List<String> wrong = new ArrayList<>();
    float[] values = actual.features().toArray();
    for (int i = 0; i < values.length; i++) {
      float want = Float.parseFloat(expected[i + 1]);
      boolean alike =
          Float.isNaN(want)
              ? Float.isNaN(values[i])
              : Math.abs(values[i] - want) <= 1e-4 + 1e-4 * Math.abs(want);
      if (!alike) {
        wrong.add(Features.NAMES.get(i) + " " + values[i] + " instead of " + want);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Extraction extract(Pcm pcm, Mode mode, int threads) throws IOException {
    return Fma518.extract(pcm, mode, threads);
  }

  @Test
  void theNumberOfThreadsChangesNoBit() throws IOException {
    Pcm song = TestSongs.music(44_100, 200_000);

    for (Loops loops : List.of(Loops.fastest(), Loops.inJava())) {
      Features one = Fma518.extract(song, Mode.LENIENT, 1, loops).features();

      assertThat(Fma518.extract(song, Mode.LENIENT, 4, loops).features()).isEqualTo(one);
    }
  }

  @Test
  void strictSilenceHasZeroCrossingsOnly() throws IOException {
    Extraction silence = extract(TestSongs.all().get("silence"), Mode.STRICT, 1);

    assertThat(silence.complete()).isFalse();
    assertThat(silence.features().value("zcr.mean.01")).isZero();
    assertThat(silence.features().value("zcr.kurtosis.01")).isEqualTo(-3);
    assertThat(silence.features().value("rmse.mean.01")).isNaN();
    assertThat(silence.features().value("chroma_cqt.mean.01")).isNaN();
  }

  @Test
  void lenientSilenceIsComplete() throws IOException {
    Extraction silence = extract(TestSongs.all().get("silence"), Mode.LENIENT, 1);

    assertThat(silence.complete()).isTrue();
    assertThat(silence.features().value("rmse.mean.01")).isZero();
    assertThat(silence.features().value("mfcc.mean.01")).isEqualTo((float) -(100 * Math.sqrt(128)));
  }

  @Test
  void aSongWithoutSamplesHasNoValues() throws IOException {
    Extraction nothing = extract(Pcm.of(44_100, 2, new float[0]), Mode.LENIENT, 1);

    assertThat(nothing.incomplete()).hasValueSatisfying(s -> assertThat(s).contains("no samples"));
    assertThat(nothing.features().toArray()).containsOnly(Float.NaN);
  }

  @Test
  void sixtyFourSamplesAreTooFewForTheLowestNotes() throws IOException {
    assertThat(extract(TestSongs.noise(44_100, 64), Mode.LENIENT, 1).incomplete())
        .hasValueSatisfying(s -> assertThat(s).contains("64 samples are too few"));
  }

  @Test
  void aRateOf8000HertzIsTooLowForTheTopNotes() throws IOException {
    assertThat(extract(TestSongs.music(8000, 8000), Mode.LENIENT, 1).incomplete())
        .hasValueSatisfying(s -> assertThat(s).contains("8000 Hz"));
  }

  @Test
  void at192KilohertzStrictModeLacksOnlyMfcc() throws IOException {
    Features features = extract(TestSongs.noise(192_000, 96_000), Mode.STRICT, 1).features();

    List<String> missing =
        Features.NAMES.stream().filter(name -> Float.isNaN(features.value(name))).toList();
    assertThat(missing).hasSize(140).allMatch(name -> name.startsWith("mfcc."));
  }

  @Test
  void channelsAreAveraged() throws IOException {
    Pcm mono = TestSongs.noise(44_100, 20_000);
    float[] one = new float[20_000];
    try (Pcm.Pass pass = mono.open()) {
      pass.read(one);
    }
    float[] three = new float[60_000];
    for (int i = 0; i < one.length; i++) {
      // 16 bits, so that the mean of three equal channels is exact.
      one[i] = Math.round(one[i] * 32768) / 32768f;
      three[3 * i] = three[3 * i + 1] = three[3 * i + 2] = one[i];
    }

    assertThat(extract(Pcm.of(44_100, 3, three), Mode.STRICT, 1).features())
        .isEqualTo(extract(Pcm.of(44_100, 1, one), Mode.STRICT, 1).features());
  }

  @Test
  void samplesAreReadAsSixteenBits() throws IOException {
    float[] fine = {Float.NaN, 2, -2, 1.4f / 32768, 0.5f / 32768, 1.5f / 32768, -0.9f / 32768};
    float[] analysed = new float[7];

    new MonoSource(Pcm.of(44_100, 1, fine)).read((x, n) -> System.arraycopy(x, 0, analysed, 0, n));

    assertThat(analysed)
        .containsExactly(0, 32767 / 32768f, -1, 1f / 32768, 0, 2f / 32768, -1f / 32768);
  }

  @Test
  void extractingWithoutThreadsIsRefused() {
    assertThatThrownBy(() -> extract(TestSongs.noise(44_100, 100), Mode.STRICT, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
