package io.musicreclass.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The report as one HTML page. */
record HtmlReport(EvaluationReport report) {
  String page() {
    return Html.page(report.songs() + ": Reclass evaluation", body());
  }

  private String body() {
    Pictures pictures = new Pictures(report);
    return header()
        + warnings()
        + (report.tuning() == null ? "" : new TuningSection(report.tuning()).html())
        + genres()
        + confusion()
        + "<div class=\"columns\">"
        + Html.section(
            "How far confidences can be trusted",
            "Of the verdicts with a confidence of about 70 %, 70 % should be right. Below the"
                + " diagonal the vote is too confident, above it too cautious. On average"
                + " confidences are off by "
                + Html.percent(report.figures().calibrationError())
                + " (expected calibration error).",
            pictures.calibration())
        + Html.section(
            "Sure verdicts",
            "The higher the confidence from which verdicts count as sure (reclass.vote.sure), the"
                + " fewer are sure and the more of these are right.",
            pictures.coverage())
        + "</div>"
        + stages(pictures)
        + setup();
  }

  private String header() {
    Figures figures = report.figures();
    return "<h1>Evaluation of "
        + Html.text(report.songs())
        + "</h1>\n<dl class=\"figures\">"
        + figure("Accuracy", figures.accuracy())
        + figure("Sure verdicts right", figures.sureAccuracy())
        + figure("Sure", Html.percent(figures.shareSure()), "of all verdicts")
        + figure(
            "Balanced accuracy",
            Html.percent(figures.balancedAccuracy()),
            "every genre counts the same")
        + figure("Macro F1", Html.percent(figures.macroF1()), "mean of the genres")
        + figure(
            "Time",
            Html.format("%.0f ms", report.stagedVote().meanMs(report.setup().everyStage())),
            "all stages a song needs")
        + "</dl>\n";
  }

  private static String figure(String name, Interval share) {
    return share.n() == 0
        ? figure(name, "none", "")
        : figure(
            name,
            Html.percent(share.value()),
            Html.format(
                "95 %% interval %.1f to %.1f, n = %d",
                100 * share.low(), 100 * share.high(), share.n()));
  }

  private static String figure(String name, String value, String more) {
    return "<div><dt>"
        + name
        + "</dt><dd><b>"
        + value
        + "</b><small>"
        + more
        + "</small></dd></div>";
  }

  private String warnings() {
    return report.warnings().isEmpty()
        ? ""
        : "<section class=\"warning\" aria-labelledby=\"warnings\"><h2 id=\"warnings\">Warnings</h2>"
            + "<ul>"
            + report.warnings().stream()
                .map(warning -> "<li>" + Html.text(warning) + "</li>")
                .collect(Collectors.joining())
            + "</ul></section>\n";
  }

  private String genres() {
    List<String> head = List.of("Genre", "Songs", "Verdicts", "Right", "Precision", "Recall", "F1");
    return Html.section(
        "By genre",
        "Precision: share of the verdicts that are right. Recall: share of the genre's songs that"
            + " are recognised. F1: their harmonic mean.",
        Html.table(
            "Figures of each genre",
            head,
            report.figures().genres().stream()
                .map(
                    genre ->
                        List.of(
                            genre.genre(),
                            String.valueOf(genre.n()),
                            String.valueOf(genre.predicted()),
                            String.valueOf(genre.right()),
                            genre.predicted() == 0 ? "–" : Html.percent(genre.precision()),
                            genre.n() == 0 ? "–" : Html.percent(genre.recall()),
                            genre.n() + genre.predicted() == 0 ? "–" : Html.percent(genre.f1())))
                .toList()));
  }

  private String confusion() {
    List<GenreFigures> genres = report.figures().genres();
    List<List<Integer>> matrix = report.figures().confusionMatrix();
    List<String> head = new ArrayList<>(List.of("True genre"));
    genres.forEach(genre -> head.add(genre.genre()));
    List<List<String>> rows =
        IntStream.range(0, genres.size())
            .mapToObj(
                i -> {
                  List<String> row = new ArrayList<>(List.of(genres.get(i).genre()));
                  matrix.get(i).forEach(count -> row.add(String.valueOf(count)));
                  return row;
                })
            .toList();
    return Html.section(
        "What is taken for what",
        "Each row has the songs of one genre, by their verdicts. The shade is the share of the"
            + " row; right verdicts are on the diagonal.",
        new ConfusionPicture(genres, matrix).svg() + Html.asTable("Confusion matrix", head, rows));
  }

  private String stages(Pictures pictures) {
    StagedVote vote = report.stagedVote();
    boolean every = report.setup().everyStage();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < vote.stageMs().size(); i++) {
      StagedVote.Ended ended = vote.now().ended().get(i);
      List<Double> thresholds = report.setup().thresholds();
      rows.add(
          List.of(
              (i + 1) + ". " + ended.stage(),
              i < thresholds.size() ? Html.format("%.2f", thresholds.get(i)) : "always",
              Html.format("%.0f", vote.stageMs().get(i).meanMs()),
              String.valueOf(ended.songs()),
              Html.percent(ended.share()),
              ended.accuracy().text()));
    }
    String explanation =
        vote.stageMs().size() == 1
            ? "There is one stage, which always ends the vote."
            : (every
                    ? "These networks are always all asked, so the thresholds do not change a"
                        + " verdict; this is what ending early would give: accuracy "
                    : "The vote ends after the first stage whose threshold is exceeded: accuracy ")
                + vote.now().accuracy().text()
                + Html.format(" at %.0f ms a song.", vote.now().meanMs());
    String table =
        Html.table(
            "The vote by the thresholds in force",
            List.of("Stage", "Threshold", "Mean ms", "Ends here", "Share", "Accuracy of these"),
            rows);
    return Html.section(
        "Stages and thresholds",
        explanation,
        table
            + (vote.byThreshold().isEmpty()
                ? ""
                : "<p>One threshold after every stage but the last, from 0 (the first stage decides"
                    + " alone) to 1 (every stage is asked):</p>"
                    + pictures.thresholds()));
  }

  private String setup() {
    Setup setup = report.setup();
    return Html.section(
        "The vote that was measured",
        "Rule "
            + setup.rule()
            + Html.format(", sure from %.2f.", setup.sure())
            + " Milliseconds are those of this run, in which several songs were analysed at a time."
            + " Figures hold for songs like these; on songs that the models were trained on they are"
            + " too good.",
        Html.table(
            "Stages",
            List.of("Stage", "Weight", "Temperature"),
            IntStream.range(0, setup.stages().size())
                .mapToObj(
                    i ->
                        List.of(
                            setup.stages().get(i),
                            Html.format("%.2f", setup.weights().get(i)),
                            Html.format("%.2f", setup.temperatures().get(i))))
                .toList()));
  }
}
