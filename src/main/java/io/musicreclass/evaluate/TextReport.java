package io.musicreclass.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The main figures as lines of text. */
record TextReport(EvaluationReport report) {
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    report.warnings().forEach(warning -> lines.add("warning: " + warning));
    if (report.tuning() != null) {
      lines.addAll(tuning(report.tuning()));
    }
    Figures figures = report.figures();
    lines.add(summary(figures.accuracy()));
    lines.add(
        line(
            "balanced accuracy %.1f %%, macro F1 %.1f %%",
            100 * figures.balancedAccuracy(), 100 * figures.macroF1()));
    if (figures.sureAccuracy().n() > 0) {
      lines.add("sure verdicts only: " + summary(figures.sureAccuracy()));
    }
    lines.add(
        line("confidences are off by %.1f %% on average (ECE)", 100 * figures.calibrationError()));
    lines.addAll(stages());
    lines.addAll(confusion());
    return lines;
  }

  private static List<String> tuning(Tuning tuning) {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "fitted to %d songs, measured on %d others%s",
            tuning.validationSongs(),
            tuning.testSongs(),
            tuning.seed() == null ? "" : " (seed " + tuning.seed() + ")"));
    lines.add("before: " + state(tuning.before()));
    if (!tuning.changed()) {
      lines.add("no other rules fit better; keep the settings");
      return lines;
    }
    lines.add("after:  " + state(tuning.after()));
    PairedTest difference = tuning.difference();
    lines.add(
        line(
            "%d newly right, %d newly wrong (p = %.3f)",
            difference.newlyRight(), difference.newlyWrong(), difference.p()));
    lines.add("settings:");
    lines.addAll(tuning.settings());
    lines.add("with these settings, on the test songs:");
    return lines;
  }

  private static String state(Tuning.State state) {
    return summary(state.accuracy())
        + line(
            ", ECE %.1f %%, %.1f %% sure, %.0f ms a song",
            100 * state.calibrationError(), 100 * state.shareSure(), state.meanMs());
  }

  private static String summary(Interval accuracy) {
    return line(
        "accuracy %.1f %%, 95 %% interval %.1f to %.1f, n = %d",
        100 * accuracy.value(), 100 * accuracy.low(), 100 * accuracy.high(), accuracy.n());
  }

  private List<String> stages() {
    List<String> lines = new ArrayList<>();
    StagedVote vote = report.stagedVote();
    List<StagedVote.Ended> ended = vote.now().ended();
    String verb = report.setup().everyStage() ? "would end" : "ended";
    for (int i = 0; i < ended.size(); i++) {
      if (ended.get(i).songs() > 0) {
        lines.add(
            line(
                "%s at stage %d: %d (accuracy %s)",
                verb, i + 1, ended.get(i).songs(), ended.get(i).accuracy().text()));
      }
    }
    lines.add(line("%.0f ms a song on average", vote.meanMs(report.setup().everyStage())));
    return lines;
  }

  /** The confusion matrix: rows are true genres, columns predicted ones. */
  private List<String> confusion() {
    List<GenreFigures> genres = report.figures().genres();
    String corner = "true \\ predicted";
    int longest = genres.stream().mapToInt(genre -> genre.genre().length()).max().orElse(0);
    String format = "%-" + Math.max(corner.length(), longest) + "s";
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder(line(format, corner));
    genres.forEach(genre -> head.append(line(" %4.4s", genre.genre())));
    lines.add(head.toString());
    for (int truth = 0; truth < genres.size(); truth++) {
      StringBuilder row = new StringBuilder(line(format, genres.get(truth).genre()));
      report.figures().confusionMatrix().get(truth).forEach(n -> row.append(line(" %4d", n)));
      lines.add(row.toString());
    }
    return lines;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
