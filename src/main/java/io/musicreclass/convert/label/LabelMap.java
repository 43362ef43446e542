package io.musicreclass.convert.label;

import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.models.Card;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Genres as groups of a network's classes, written as lines {@code genre = label, label...}. A
 * genre's logit is the highest of its labels' logits; {@code A without B} counts label A only as
 * far as it exceeds B: the smaller of a and 2 a - b. A probability's logarithm serves as its logit.
 * Empty lines and lines that begin with {@code #} are ignored.
 */
public final class LabelMap {
  private static final String WITHOUT = " without ";

  /** Keeps the logarithm of a probability finite. */
  private static final float SMALLEST = 1e-6f;

  private static final List<String> SHIPPED = List.of("audioset", "lastfm");
  private static final long SEED = 527;

  private final Card.Classes classes;
  private final List<String> text;
  private final Map<String, List<Label>> genres;

  private LabelMap(Card.Classes classes, List<String> text, Map<String, List<Label>> genres) {
    this.classes = classes;
    this.text = List.copyOf(text);
    this.genres = genres;
  }

  /**
   * A class that stands for a genre.
   *
   * @param without index of a class that must be exceeded; negative: none
   */
  private record Label(int index, int without) {
    double logit(double[] logits) {
      double own = logits[index];
      return without < 0 ? own : Math.min(own, 2 * own - logits[without]);
    }
  }

  /** The map that is part of the program for these classes, if there is one. */
  public static Optional<LabelMap> shipped(Card.Classes classes) {
    for (String name : SHIPPED) {
      List<String> lines = resource("/labels/" + name + ".txt");
      try {
        return Optional.of(parse(lines, classes));
      } catch (IllegalArgumentException e) {
        // it is for other classes
      }
    }
    return Optional.empty();
  }

  private static List<String> resource(String path) {
    try (InputStream in = Objects.requireNonNull(LabelMap.class.getResourceAsStream(path), path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /**
   * A map from its lines.
   *
   * @throws IllegalArgumentException if a line is wrong, with its number and what is
   */
  public static LabelMap parse(List<String> lines, Card.Classes classes) {
    Map<String, Integer> indexes = new LinkedHashMap<>();
    for (int i = 0; i < classes.size(); i++) {
      indexes.put(folded(classes.names().get(i)), i);
    }
    Map<String, List<Label>> genres = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          add(line, indexes, genres);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
        }
      }
    }
    if (genres.size() < 2) {
      throw new IllegalArgumentException("a label map needs at least two genres");
    }
    return new LabelMap(classes, lines, genres);
  }

  private static void add(
      String line, Map<String, Integer> indexes, Map<String, List<Label>> genres) {
    String[] sides = line.split("=", 2);
    if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
      throw new IllegalArgumentException(
          "'" + line + "' is not of the form genre = label, label...");
    }
    if (genres.put(sides[0].strip(), labels(sides[1], indexes)) != null) {
      throw new IllegalArgumentException("'" + sides[0].strip() + "' occurs twice");
    }
  }

  /** Some labels contain a comma: the longest one that exists is meant. */
  private static List<Label> labels(String written, Map<String, Integer> indexes) {
    List<String> parts = Arrays.asList(written.split(",", -1));
    List<Label> labels = new ArrayList<>();
    int from = 0;
    while (from < parts.size()) {
      int to = parts.size();
      Optional<Label> label = Optional.empty();
      while (to > from && label.isEmpty()) {
        label = label(String.join(",", parts.subList(from, to)), indexes);
        to -= label.isEmpty() ? 1 : 0;
      }
      labels.add(label.orElseThrow(() -> unknown(parts, labels.size(), indexes)));
      from = to;
    }
    return labels;
  }

  private static Optional<Label> label(String written, Map<String, Integer> indexes) {
    int at = written.indexOf(WITHOUT);
    Integer own = indexes.get(folded(at < 0 ? written : written.substring(0, at)));
    Integer without = at < 0 ? null : indexes.get(folded(written.substring(at + WITHOUT.length())));
    return own == null || (at >= 0 && without == null)
        ? Optional.empty()
        : Optional.of(new Label(own, without == null ? -1 : without));
  }

  private static IllegalArgumentException unknown(
      List<String> parts, int found, Map<String, Integer> indexes) {
    return new IllegalArgumentException(
        "the network has no class '%s' among its %d: see reclass model list for their names"
            .formatted(parts.get(Math.min(found, parts.size() - 1)).strip(), indexes.size()));
  }

  private static String folded(String label) {
    return label.strip().toLowerCase(Locale.ROOT);
  }

  /** The lines it was read from. */
  public List<String> text() {
    return text;
  }

  /** The genres, in the order of the head's outputs. */
  public List<String> genres() {
    return List.copyOf(genres.keySet());
  }

  /**
   * The head from the classes' scores to a logit for each genre, as an ONNX file: input {@code
   * input} [batch, classes], output {@code logits} [batch, genres].
   */
  public byte[] onnx() {
    OnnxGraph graph = new OnnxGraph("labels");
    String input = graph.input("input", OnnxGraph.BATCH, classes.size());
    String logits =
        classes.values() == Card.Classes.Unit.LOGIT
            ? input
            : graph.op(
                "Log",
                graph.op(
                    "Clip",
                    input,
                    graph.number(SMALLEST, Precision.FP32),
                    graph.number(1, Precision.FP32)));
    List<String> columns = new ArrayList<>();
    for (List<Label> labels : genres.values()) {
      columns.add(genre(graph, logits, labels));
    }
    String all = graph.node("Concat", columns.toArray(String[]::new)).set("axis", 1).out();
    graph.output(all, "logits", OnnxGraph.BATCH, genres.size());
    return graph.toBytes();
  }

  private static String genre(OnnxGraph graph, String logits, List<Label> labels) {
    List<String> values = new ArrayList<>();
    for (Label label : labels) {
      String own = column(graph, logits, label.index);
      if (label.without >= 0) {
        String twice = graph.op("Add", own, own);
        own = graph.op("Min", own, graph.op("Sub", twice, column(graph, logits, label.without)));
      }
      values.add(own);
    }
    return values.size() == 1 ? values.get(0) : graph.op("Max", values.toArray(String[]::new));
  }

  private static String column(OnnxGraph graph, String logits, int index) {
    return graph.node("Gather", logits, graph.integers(index)).set("axis", 1).out();
  }

  /** An input within the range of the classes' scores, and the expected logits. */
  public Card.Golden golden() {
    SplittableRandom random = new SplittableRandom(SEED);
    boolean logit = classes.values() == Card.Classes.Unit.LOGIT;
    List<Double> input = new ArrayList<>();
    double[] logits = new double[classes.size()];
    for (int i = 0; i < logits.length; i++) {
      double value = random.nextInt(1, 1 << 12) * 0x1p-12;
      input.add(logit ? 12 * value - 8 : value);
      logits[i] = logit ? input.get(i) : Math.log(value);
    }
    List<Double> expected =
        genres.values().stream()
            .map(labels -> labels.stream().mapToDouble(l -> l.logit(logits)).max().orElseThrow())
            .toList();
    return new Card.Golden(input, expected);
  }
}
