package io.musicreclass.evaluate.study;

import io.musicreclass.evaluate.Html;
import io.musicreclass.models.Card;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much worse heads are without some columns.
 *
 * @param method by which heads were made
 * @param accuracy with all columns
 * @param features all columns of a feature, or of a model, together
 * @param statistics all columns of a statistic together
 * @param columns each by itself
 */
record ImportanceReport(
    int schema,
    String source,
    String method,
    Card.Accuracy accuracy,
    int folds,
    int repeats,
    List<Importance> features,
    List<Importance> statistics,
    List<Importance> columns)
    implements StudyReport {
  private static final int SHOWN = 40;
  private static final int ON_TERMINAL = 20;

  /**
   * A mean over the repeats.
   *
   * @param low where 95 % of repeats are expected to begin (mean minus 1.96 standard deviations)
   * @param high where they are expected to end
   */
  record Change(double mean, double low, double high) {
    static Change of(double... values) {
      double mean = 0;
      for (double value : values) {
        mean += value / values.length;
      }
      double squares = 0;
      for (double value : values) {
        squares += (value - mean) * (value - mean);
      }
      double reach = values.length < 2 ? 0 : 1.96 * Math.sqrt(squares / (values.length - 1));
      return new Change(rounded(mean), rounded(mean - reach), rounded(mean + reach));
    }

    private static double rounded(double value) {
      return Math.rint(value * 100_000) / 100_000 + 0.0;
    }

    String points() {
      return Html.format("%.1f (%.1f to %.1f)", 100 * mean, 100 * low, 100 * high);
    }

    String nats() {
      return Html.format("%.3f (%.3f to %.3f)", mean, low, high);
    }
  }

  /**
   * What columns contribute.
   *
   * @param columns how many
   * @param accuracyDrop by how much accuracy falls when their values are those of other songs
   * @param lossRise by how much the mean log loss rises, in nats
   */
  record Importance(String name, int columns, Change accuracyDrop, Change lossRise) {
    static final Comparator<Importance> MOST_FIRST =
        Comparator.comparingDouble((Importance one) -> -one.accuracyDrop.mean())
            .thenComparingDouble(one -> -one.lossRise.mean())
            .thenComparing(Importance::name);

    static Importance of(String name, int columns, List<double[]> repeats) {
      return new Importance(
          name,
          columns,
          Change.of(repeats.stream().mapToDouble(change -> change[0]).toArray()),
          Change.of(repeats.stream().mapToDouble(change -> change[1]).toArray()));
    }

    private List<String> cells() {
      return List.of(name, String.valueOf(columns), accuracyDrop.points(), lossRise.nats());
    }
  }

  ImportanceReport {
    features = List.copyOf(features);
    statistics = List.copyOf(statistics);
    columns = List.copyOf(columns);
  }

  ImportanceReport(
      String source,
      String method,
      Card.Accuracy accuracy,
      int folds,
      int repeats,
      List<Importance> features,
      List<Importance> statistics,
      List<Importance> columns) {
    this(1, source, method, accuracy, folds, repeats, features, statistics, columns);
  }

  private String basis() {
    return Html.format(
        "Heads (%s) on %d songs are right in %s, in a %d-fold cross-validation over artists, %s."
            + " Test parts are skipped.",
        method,
        accuracy.n(),
        StudyReport.text(accuracy),
        folds,
        repeats == 1 ? "once" : "repeated " + repeats + " times");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(source + ": " + basis()));
    lines.add(
        "Loss of accuracy in points, rise of log loss in nats; in brackets where 95 % of repeats"
            + " are expected:");
    add(lines, "Feature", features);
    add(lines, "Statistic", statistics);
    add(lines, "Column", columns);
    return lines;
  }

  private static void add(List<String> lines, String what, List<Importance> all) {
    if (all.isEmpty()) {
      return;
    }
    List<List<String>> rows =
        Stream.concat(
                Stream.of(List.of(what, "Columns", "Accuracy", "Log loss")),
                all.stream().limit(ON_TERMINAL).map(Importance::cells))
            .toList();
    lines.add("");
    lines.addAll(StudyReport.aligned(rows));
    if (all.size() > ON_TERMINAL) {
      lines.add("and " + (all.size() - ON_TERMINAL) + " more");
    }
  }

  @Override
  public String html() {
    return Html.page(
        source + ": importance of features",
        "<h1>Importance of features for "
            + Html.text(source)
            + "</h1>\n<p>"
            + Html.text(
                basis()
                    + " The bars show by how many points accuracy falls on songs of unseen artists"
                    + " when the values of some columns are those of other songs; lines show where"
                    + " 95 % of repeats are expected. Where columns tell the same, one by itself"
                    + " matters little: compare whole features.")
            + "</p>\n"
            + section("By feature", "feature", features)
            + section("By statistic", "statistic", statistics)
            + section("By column", "column", columns));
  }

  private static String section(String heading, String what, List<Importance> all) {
    if (all.isEmpty()) {
      return "";
    }
    return Html.section(
        heading,
        all.size() > SHOWN ? "The " + SHOWN + " most important of " + all.size() + "." : "",
        new BarChart("by-" + what, heading, all.stream().limit(SHOWN).toList()).svg()
            + Html.asTable(
                heading,
                List.of(
                    "Name", "Columns", "Loss of accuracy in points", "Rise of log loss in nats"),
                all.stream().map(Importance::cells).toList()));
  }
}
