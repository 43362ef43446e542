package io.musicreclass.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Golden;
import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.features.Fma518;
import io.musicreclass.features.Fma518.Mode;
import io.musicreclass.features.loops.Loops;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Features;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The 518 features of real files against the reference's (librosa 0.5.0 with resampy 0.1.5). The
 * tunings, which the vote of single counts decides, are proven with them: another tuning moves the
 * chroma far beyond its tolerance.
 */
class Fma518GoldenTest {
  private final Map<String, double[]> tolerances = tolerances();
  private final Map<String, Double> worst = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void strictFeaturesOfTheClipsAreTheReferences(boolean fastest) throws IOException {
    Map<String, Map<String, Double>> expected = table("golden/fma518/features.csv");

    for (Path clip : files("golden/fma518/clips")) {
      compare(clip, Mode.STRICT, loops(fastest), expected, 1);
    }

    report("clips, strict");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lenientFeaturesOfTheClipsAreTheReferences(boolean fastest) throws IOException {
    Map<String, Map<String, Double>> expected = table("golden/fma518/features.csv");
    expected.putAll(table("golden/fma518/features_lenient.csv"));
    // Of silence every mel band is -100 dB: what its coefficients deviate by is rounding noise of
    // the reference's matrix product (golden/fma518/SENSITIVITY.md, item 5).
    Objects.requireNonNull(expected.get("syn_silence_44k"))
        .keySet()
        .removeIf(name -> name.matches("mfcc\\.(skew|kurtosis)\\..*"));

    for (Path clip : files("golden/fma518/clips")) {
      compare(clip, Mode.LENIENT, loops(fastest), expected, 1);
    }

    report("clips, lenient");
  }

  /** MP3 decoders may differ in the last bit, hence the wider tolerance. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void featuresOfRealMp3sAreTheReferences(boolean fastest) throws IOException {
    Map<String, Map<String, Double>> expected = table("audio/features518.csv");

    for (Path song : files("audio")) {
      compare(song, Mode.STRICT, loops(fastest), expected, 10);
    }

    report("mp3 (up to 10 allowed)");
  }

  /** The fastest loops are the compiled ones, where they can be built. */
  private static Loops loops(boolean fastest) {
    return fastest ? Loops.fastest() : Loops.inJava();
  }

  private void compare(
      Path file, Mode mode, Loops loops, Map<String, Map<String, Double>> expected, double factor)
      throws IOException {
    String clip = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    Map<String, Double> reference = Objects.requireNonNull(expected.get(clip), clip);
    Decoded decoded = Decoder.open(file);
    Features actual = Fma518.extract(pcm(decoded), mode, 1, loops).features();
    reference.forEach(
        (name, want) -> {
          double got = actual.value(name);
          String[] parts = name.split("\\.", -1);
          double[] tolerance = Objects.requireNonNull(tolerances.get(parts[0] + '.' + parts[1]));
          double allowed = tolerance[1] + tolerance[0] * Math.abs(want);
          double ratio = want.isNaN() || Double.isNaN(got) ? 0 : Math.abs(got - want) / allowed;
          worst.merge(parts[0], ratio, Math::max);
          if (want.isNaN() != Double.isNaN(got) || ratio > factor) {
            wrong.add(clip + ' ' + name + ": " + got + " instead of " + want);
          }
        });
  }

  private static Pcm pcm(Decoded decoded) {
    if (decoded instanceof Decoded.Audio audio) {
      return audio.pcm(Excerpt.FULL);
    }
    if (decoded instanceof Decoded.Silent silent) {
      return silent.song().pcm(Excerpt.FULL);
    }
    throw new AssertionError("Not decoded: " + decoded);
  }

  private void report(String what) {
    worst.forEach(
        (family, ratio) ->
            System.out.printf("%s: %s uses %.2g of its tolerance%n", what, family, ratio));
    assertThat(wrong).isEmpty();
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Golden.path(folder))) {
      return files.filter(f -> f.toString().matches(".*\\.(flac|mp3)")).sorted().toList();
    }
  }

  private static Map<String, Map<String, Double>> table(String name) throws IOException {
    List<String> lines = Files.readAllLines(Golden.path(name));
    String[] header = lines.get(0).split(",", -1);
    Map<String, Map<String, Double>> rows = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, Double> row = new HashMap<>();
      for (int i = 1; i < header.length; i++) {
        boolean none = cells[i].isEmpty() || cells[i].equalsIgnoreCase("nan");
        row.put(header[i], none ? Double.NaN : Double.parseDouble(cells[i]));
      }
      rows.put(cells[0], row);
    }
    return rows;
  }

  private static Map<String, double[]> tolerances() {
    Map<String, double[]> tolerances = new HashMap<>();
    try {
      for (String line : Files.readAllLines(Golden.path("golden/fma518/tolerance.csv"))) {
        String[] cells = line.split(",", -1);
        if (!cells[0].equals("family")) {
          double[] both = {Double.parseDouble(cells[2]), Double.parseDouble(cells[3])};
          tolerances.put(cells[0] + '.' + cells[1], both);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tolerances;
  }
}
