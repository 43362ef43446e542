package io.musicreclass.evaluate.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.musicreclass.evaluate.Html;
import io.musicreclass.models.Card;
import io.musicreclass.train.method.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The methods of the earlier Python project.
 *
 * @param data the data set that heads were trained on now; null: none was given
 */
record ReferenceReport(int schema, @Nullable String data, List<Line> methods)
    implements StudyReport {
  /**
   * What is known of a method.
   *
   * @param origin the model, or the data set on which it was trained now
   * @param claimed accuracy that an imported checkpoint says of itself; null: unknown
   * @param measured each figure with its protocol
   * @param seconds of the training; null: unknown
   * @param gpu whether one was used; null: unknown
   * @param bytes of its files; null: unknown
   * @param command what trains it, if there is nothing yet
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(
      String method,
      String origin,
      @Nullable Double claimed,
      List<Card.Accuracy> measured,
      @Nullable Double seconds,
      @Nullable Boolean gpu,
      @Nullable Long bytes,
      List<Epoch> epochs,
      @Nullable String command) {
    Line {
      measured = List.copyOf(measured);
      epochs = List.copyOf(epochs);
    }

    static Line missing(String method, String command) {
      return new Line(method, "absent", null, List.of(), null, null, null, List.of(), command);
    }

    private List<String> cells() {
      return List.of(
          method,
          origin,
          claimed == null ? "–" : Html.percent(claimed),
          measured.isEmpty() ? "–" : StudyReport.text(best()),
          seconds == null ? "–" : Html.format("%.1f", seconds),
          gpu == null ? "–" : gpu ? "yes" : "no",
          bytes == null ? "–" : Html.format("%.1f", bytes / 1e6));
    }

    /** The last figure: those of test parts follow those by which a head was chosen. */
    private Card.Accuracy best() {
      return measured.get(measured.size() - 1);
    }
  }

  private static final List<String> HEAD =
      List.of("Method", "Model", "Claimed", "Measured", "Seconds", "GPU", "MB");

  ReferenceReport {
    methods = List.copyOf(methods);
  }

  ReferenceReport(@Nullable String data, List<Line> methods) {
    this(1, data, methods);
  }

  private List<String> missing() {
    return methods.stream()
        .filter(line -> line.command() != null)
        .map(line -> line.method() + ": " + line.command())
        .toList();
  }

  private List<String> protocols() {
    return methods.stream()
        .flatMap(
            line ->
                line.measured().stream()
                    .map(
                        figure ->
                            "%s, %s: %s, n = %d, %s"
                                .formatted(
                                    line.method(),
                                    line.origin(),
                                    StudyReport.text(figure),
                                    figure.n(),
                                    figure.protocol())))
        .toList();
  }

  @Override
  public List<String> lines() {
    List<List<String>> table = new ArrayList<>(List.of(HEAD));
    methods.forEach(line -> table.add(line.cells()));
    List<String> lines = new ArrayList<>(StudyReport.aligned(table));
    lines.addAll(protocols());
    if (!missing().isEmpty()) {
      lines.add("To fill what is absent:");
      missing().forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  @Override
  public String html() {
    return Html.page(
        "The methods of the earlier project",
        "<h1>The methods of the earlier project</h1>\n"
            + Html.section(
                "Accuracy, time and size",
                "Claimed: what an imported checkpoint says of itself. Measured: with its 95 %"
                    + " interval, by the last of the protocols below. A dash is what nobody has"
                    + " recorded.",
                Html.table("Methods", HEAD, methods.stream().map(Line::cells).toList()))
            + (protocols().isEmpty()
                ? ""
                : Html.section("Measured, by protocol", "", items(protocols())))
            + (missing().isEmpty()
                ? ""
                : Html.section(
                    "Absent", "These commands train or import what is absent:", items(missing())))
            + IntStream.range(0, methods.size())
                .mapToObj(i -> epochs(methods.get(i), i))
                .collect(Collectors.joining()));
  }

  private static String items(List<String> texts) {
    return texts.stream()
        .map(text -> "<li>" + Html.text(text) + "</li>")
        .collect(Collectors.joining("<ul>", "", "</ul>\n"));
  }

  private static String epochs(Line line, int number) {
    return line.epochs().size() < 2
        ? ""
        : Html.section(
            line.method() + ", " + line.origin() + ": by epoch",
            "Loss of the rows that were fitted and, where some were held out for early stopping, of"
                + " these; their accuracy.",
            new EpochCharts("epochs-" + number, line.epochs()).html());
  }
}
