package io.musicreclass.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The curves of a report, each with its numbers as a table. */
record Pictures(EvaluationReport report) {
  private static final String SONGS = "Songs";
  private static final String ACCURACY = "Accuracy (95 % interval)";

  /** The rows of a table for points in steps of 2 %: every 10 %. */
  private static final int EVERY = 5;

  String calibration() {
    List<Figures.CalibrationBin> bins =
        report.figures().calibration().stream().filter(bin -> bin.accuracy().n() > 0).toList();
    List<LineChart.Point> points =
        bins.stream()
            .map(
                bin ->
                    LineChart.Point.of(
                        bin.confidence(),
                        bin.accuracy(),
                        Html.format(
                            "Mean confidence %s: %s of %d songs right",
                            Html.percent(bin.confidence()),
                            Html.percent(bin.accuracy().value()),
                            bin.accuracy().n())))
            .toList();
    return LineChart.ofShares(
                "calibration",
                "Calibration curve",
                "Share of right verdicts against their mean confidence, in ten bins, with 95 %"
                    + " intervals; on the diagonal, confidences are true.",
                0)
            .diagonal("confidence = accuracy")
            .curve(points, 1, "verdicts, in ten bins")
            .dots(points)
            .svg("Mean confidence", "Accuracy")
        + Html.asTable(
            "Calibration by confidence",
            List.of("Confidence", SONGS, "Mean confidence", ACCURACY),
            bins.stream()
                .map(
                    bin ->
                        List.of(
                            Html.format("%.0f to %.0f %%", 100 * bin.from(), 100 * bin.to()),
                            String.valueOf(bin.accuracy().n()),
                            Html.percent(bin.confidence()),
                            bin.accuracy().text()))
                .toList());
  }

  String coverage() {
    List<Figures.CoveragePoint> coverage = report.figures().coverage();
    List<LineChart.Point> points =
        coverage.stream()
            .map(point -> LineChart.Point.of(point.shareSure(), point.accuracy(), ""))
            .toList();
    double lowest = points.stream().mapToDouble(LineChart.Point::y).min().orElse(0);
    return LineChart.ofShares(
                "coverage",
                "Accuracy against the share of sure verdicts",
                "Accuracy of the sure verdicts against their share of all verdicts, with 95 %"
                    + " intervals: the higher the confidence from which verdicts are sure, the"
                    + " fewer they are.",
                lowest)
            .band(points)
            .curve(points, 1, "")
            .now(
                report.figures().shareSure(),
                Html.format("sure from %.0f %%", 100 * report.setup().sure()))
            .svg("Share of sure verdicts", "Accuracy of these")
        + Html.asTable(
            "Accuracy of sure verdicts",
            List.of("Sure from", SONGS, "Share sure", ACCURACY),
            IntStream.range(0, coverage.size())
                .filter(i -> i % EVERY == 0)
                .mapToObj(coverage::get)
                .map(
                    point ->
                        List.of(
                            Html.format("%.0f %%", 100 * point.sureFrom()),
                            String.valueOf(point.accuracy().n()),
                            Html.percent(point.shareSure()),
                            point.accuracy().text()))
                .toList());
  }

  /** Accuracy, cost and shares of the staged vote; there must be several stages. */
  String thresholds() {
    List<StagedVote.Point> sweep = report.stagedVote().byThreshold();
    return "<div class=\"pair\">"
        + accuracy(sweep)
        + cost(sweep)
        + "</div>"
        + ended(sweep)
        + Html.asTable(
            "The vote by one threshold after every stage but the last", head(), rows(sweep));
  }

  private String accuracy(List<StagedVote.Point> sweep) {
    List<LineChart.Point> points =
        sweep.stream()
            .map(point -> LineChart.Point.of(threshold(point), point.accuracy(), ""))
            .toList();
    double lowest = points.stream().mapToDouble(LineChart.Point::y).min().orElse(0);
    return marked(
            LineChart.ofShares(
                    "threshold-accuracy",
                    "Accuracy against the threshold",
                    "Accuracy of the whole vote, with 95 % intervals, against the confidence above"
                        + " which it ends early.",
                    lowest)
                .band(points)
                .curve(points, 1, ""))
        .svg("Threshold", "Accuracy of the vote");
  }

  private String cost(List<StagedVote.Point> sweep) {
    List<LineChart.Point> points =
        sweep.stream()
            .map(point -> LineChart.Point.of(threshold(point), point.meanMs(), ""))
            .toList();
    double highest = points.stream().mapToDouble(LineChart.Point::y).max().orElse(0);
    return marked(
            LineChart.ofAmounts(
                    "threshold-cost",
                    "Cost against the threshold",
                    "Mean milliseconds of all stages that a song needs, against the confidence"
                        + " above which the vote ends early.",
                    highest)
                .curve(points, 1, ""))
        .svg("Threshold", "Milliseconds a song");
  }

  private String ended(List<StagedVote.Point> sweep) {
    LineChart chart =
        LineChart.ofShares(
            "threshold-ended",
            "Where the vote ends against the threshold",
            "Share of the songs on which the vote ends at each stage, against the confidence above"
                + " which it ends early.",
            0);
    List<String> stages = report.setup().stages();
    for (int i = 0; i < stages.size(); i++) {
      int stage = i;
      List<LineChart.Point> points =
          sweep.stream()
              .map(p -> LineChart.Point.of(threshold(p), p.ended().get(stage).share(), ""))
              .toList();
      var unused = chart.curve(points, i + 1, "ends at stage " + (i + 1) + ", " + stages.get(i));
    }
    return marked(chart).svg("Threshold", "Share of the songs");
  }

  private LineChart marked(LineChart chart) {
    List<Double> now = report.setup().thresholds();
    boolean same = now.stream().distinct().count() == 1;
    return same ? chart.now(now.get(0), Html.format("now %.2f", now.get(0))) : chart;
  }

  private static double threshold(StagedVote.Point point) {
    return point.thresholds().get(0);
  }

  private List<String> head() {
    List<String> head = new ArrayList<>(List.of("Threshold", "Accuracy", "ms a song"));
    report.setup().stages().forEach(stage -> head.add("Ends at " + stage));
    return head;
  }

  private static List<List<String>> rows(List<StagedVote.Point> sweep) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < sweep.size(); i += EVERY) {
      StagedVote.Point point = sweep.get(i);
      List<String> row = new ArrayList<>();
      row.add(Html.format("%.2f", threshold(point)));
      row.add(point.accuracy().text());
      row.add(Html.format("%.0f", point.meanMs()));
      point
          .ended()
          .forEach(
              ended ->
                  row.add(
                      ended.songs() == 0
                          ? "0 %"
                          : Html.format(
                              "%s, right: %s",
                              Html.percent(ended.share()),
                              Html.percent(ended.accuracy().value()))));
      rows.add(row);
    }
    return rows;
  }
}
