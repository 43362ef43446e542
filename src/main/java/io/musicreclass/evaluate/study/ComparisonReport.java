package io.musicreclass.evaluate.study;

import io.musicreclass.evaluate.Html;
import io.musicreclass.models.Card;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ways of making heads, by protocol.
 *
 * @param songs all of them
 * @param columns values of each vector
 * @param notes what is to be known of the data
 */
record ComparisonReport(
    int schema,
    String source,
    int songs,
    int columns,
    long seed,
    List<String> notes,
    List<Method> methods)
    implements StudyReport {
  /** A way of making heads. */
  record Method(String method, String description, List<Figure> figures) {
    Method {
      figures = List.copyOf(figures);
    }
  }

  /**
   * What a protocol measures.
   *
   * @param seconds for all heads that it needs
   */
  record Figure(String protocol, Card.Accuracy accuracy, double balancedAccuracy, double seconds) {
    String text() {
      return protocol + ": " + cell();
    }

    private String cell() {
      return StudyReport.text(accuracy) + Html.format(", %.1f s", seconds);
    }
  }

  ComparisonReport {
    notes = List.copyOf(notes);
    methods = List.copyOf(methods);
  }

  ComparisonReport(
      String source, int songs, int columns, long seed, List<String> notes, List<Method> methods) {
    this(1, source, songs, columns, seed, notes, methods);
  }

  private List<String> head() {
    List<String> head = new ArrayList<>(List.of("Method"));
    methods.stream()
        .limit(1)
        .flatMap(method -> method.figures().stream())
        .forEach(figure -> head.add(figure.protocol() + ", n = " + figure.accuracy().n()));
    return head;
  }

  private List<List<String>> rows() {
    return methods.stream()
        .map(
            method -> {
              List<String> row = new ArrayList<>(List.of(method.method()));
              method.figures().forEach(figure -> row.add(figure.cell()));
              return row;
            })
        .toList();
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(source + ": " + songs + " songs, " + columns + " values each");
    List<List<String>> table = new ArrayList<>(List.of(head()));
    table.addAll(rows());
    lines.addAll(StudyReport.aligned(table));
    lines.addAll(notes);
    return lines;
  }

  @Override
  public String html() {
    String protocols =
        "Accuracy with its 95 % interval (Wilson), and the seconds that all heads of the protocol"
            + " took to train on this machine. Shuffled: artists are on both sides, which overrates"
            + " every method. Artist-grouped: no artist is in two parts. Published split: trained on"
            + " its train and valid parts, measured on its test part once. Nothing was chosen by the"
            + " songs that a figure is about.";
    return Html.page(
        "Methods on " + source,
        "<h1>Methods of training heads on "
            + Html.text(source)
            + "</h1>\n"
            + Html.section(
                "Accuracy by protocol",
                Html.format("%d songs, %d values each, seed %d. ", songs, columns, seed)
                    + protocols,
                Html.table("Accuracy and seconds", head(), rows())
                    + notes.stream()
                        .map(note -> "<p>" + Html.text(note) + "</p>\n")
                        .collect(Collectors.joining()))
            + Html.section(
                "Balanced accuracy",
                "Every genre counts the same.",
                Html.table("Balanced accuracy", head(), balanced()))
            + Html.section(
                "Methods",
                "",
                methods.stream()
                    .map(
                        method ->
                            "<p><b>"
                                + Html.text(method.method())
                                + "</b>: "
                                + Html.text(method.description())
                                + "</p>\n")
                    .collect(Collectors.joining())));
  }

  private List<List<String>> balanced() {
    return methods.stream()
        .map(
            method -> {
              List<String> row = new ArrayList<>(List.of(method.method()));
              method.figures().forEach(figure -> row.add(Html.percent(figure.balancedAccuracy())));
              return row;
            })
        .toList();
  }
}
