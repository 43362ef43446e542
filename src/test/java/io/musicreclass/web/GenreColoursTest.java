package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Genres can be told apart by their colours, with any kind of colour vision. */
class GenreColoursTest {
  private static final Path PAGE = Path.of("src/main/resources/META-INF/resources");
  private static final Pattern COLOUR =
      Pattern.compile("(?m)^  (\\w+): \\['(#[0-9a-f]{6})', '(#[0-9a-f]{6})'],$");
  private static final Pattern SHARED = Pattern.compile("(\\w+): '(\\w+)'");

  /** Kinds of colour vision: what linear RGB becomes (Machado et al. 2009, severity 1). */
  @SuppressWarnings("ImmutableEnumChecker") // nobody else sees the matrix
  private enum Vision {
    TRICHROMATIC(1, 0, 0, 0, 1, 0, 0, 0, 1),
    DEUTERANOPIA(
        0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
    PROTANOPIA(
        0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
        1.051998),
    TRITANOPIA(
        1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
        0.303900);

    private final double[] matrix;

    Vision(double... matrix) {
      this.matrix = matrix;
    }

    double[] see(double[] linear) {
      return IntStream.range(0, 3)
          .mapToDouble(
              row -> IntStream.range(0, 3).mapToDouble(i -> matrix[3 * row + i] * linear[i]).sum())
          .map(x -> Math.max(0, Math.min(1, x)))
          .toArray();
    }
  }

  private static double[] linear(String hex) {
    return IntStream.of(1, 3, 5)
        .mapToDouble(i -> Integer.parseInt(hex.substring(i, i + 2), 16) / 255.0)
        .map(x -> x <= 0.04045 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4))
        .toArray();
  }

  private static double luminance(double[] linear) {
    return 0.2126729 * linear[0] + 0.7151522 * linear[1] + 0.072175 * linear[2];
  }

  private static double contrast(String one, String other) {
    double a = luminance(linear(one)) + 0.05;
    double b = luminance(linear(other)) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  private static double[] lab(double[] rgb) {
    double x = (0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047;
    double z = (0.0193339 * rgb[0] + 0.119192 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883;
    double fy = root(luminance(rgb));
    return new double[] {116 * fy - 16, 500 * (root(x) - fy), 200 * (fy - root(z))};
  }

  private static double root(double t) {
    return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }

  private static double distance(String one, String other, Vision vision) {
    double[] a = lab(vision.see(linear(one)));
    double[] b = lab(vision.see(linear(other)));
    return Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
  }

  /** The colours on a light and on a dark background, by genre without spaces and signs. */
  private static Map<String, List<String>> colours() throws Exception {
    String script = Files.readString(PAGE.resolve("genre-colours.js"));
    Map<String, List<String>> colours = new LinkedHashMap<>();
    Matcher row = COLOUR.matcher(script);
    while (row.find()) {
      colours.put(row.group(1), List.of(row.group(2), row.group(3)));
    }
    Matcher shared = SHARED.matcher(script);
    while (shared.find()) {
      colours.put(shared.group(1), colours.get(shared.group(2)));
    }
    return colours;
  }

  private static List<List<String>> coloursOf(String set) throws Exception {
    Map<String, List<String>> known = colours();
    List<List<String>> colours = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("src/main/resources/genres", set + ".txt"))) {
      if (!line.isBlank() && !line.startsWith("#") && !line.contains("=")) {
        String name = line.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        assertThat(known).containsKey(name);
        colours.add(known.get(name));
      }
    }
    return colours;
  }

  private static double smallest(List<List<String>> colours, int background, Vision vision) {
    double smallest = Double.MAX_VALUE;
    for (int i = 0; i < colours.size(); i++) {
      for (int j = 0; j < i; j++) {
        String one = colours.get(i).get(background);
        smallest = Math.min(smallest, distance(one, colours.get(j).get(background), vision));
      }
    }
    return smallest;
  }

  @ParameterizedTest
  @ValueSource(strings = {"wide", "fma", "gtzan", "msd"})
  void anyTwoGenresOfASetCanBeToldApart(String set) throws Exception {
    List<List<String>> colours = coloursOf(set);
    assertThat(colours).hasSizeGreaterThan(9);
    for (int background : List.of(0, 1)) {
      for (Vision vision : Vision.values()) {
        double least =
            switch (vision) {
              case TRICHROMATIC -> 19;
              case DEUTERANOPIA, PROTANOPIA -> 15;
              case TRITANOPIA -> 11;
            };
        assertThat(smallest(colours, background, vision))
            .as("CIELAB distance in %s, background %d, %s", set, background, vision)
            .isGreaterThan(least);
      }
    }
  }

  @Test
  void everyColourStandsOutFromTheBackground() throws Exception {
    String styles = Files.readString(PAGE.resolve("base.css"));
    for (String surface : List.of("background", "surface", "vote-surface")) {
      Matcher pair =
          Pattern.compile("--" + surface + ": light-dark\\((#\\w{6}), (#\\w{6})\\)")
              .matcher(styles);
      assertThat(pair.find()).as(surface).isTrue();
      colours()
          .forEach(
              (genre, pairOfGenre) -> {
                for (int i : List.of(0, 1)) {
                  assertThat(contrast(pairOfGenre.get(i), pair.group(1 + i)))
                      .as("%s on %s %d", genre, surface, i)
                      .isGreaterThan(3);
                }
              });
    }
  }
}
