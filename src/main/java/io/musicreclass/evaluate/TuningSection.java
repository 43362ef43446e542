package io.musicreclass.evaluate;

import java.util.List;

/** The part of a report that says what a tuning changed. */
record TuningSection(Tuning tuning) {
  String html() {
    Tuning.State before = tuning.before();
    Tuning.State after = tuning.after();
    String fitted =
        "Weights, temperatures, thresholds and the confidence from which verdicts are sure were"
            + " fitted to "
            + tuning.validationSongs()
            + " songs and measured on "
            + tuning.testSongs()
            + " others"
            + (tuning.seed() == null ? "" : ", divided at random (seed " + tuning.seed() + ")")
            + ". ";
    if (!tuning.changed()) {
      return Html.section("Tuning", fitted + "No other rules fit better.", "");
    }
    return Html.section(
        "Tuning",
        fitted + difference() + " All further figures are those after the change.",
        Html.table(
                "Before and after, on the test songs",
                List.of("Figure", "Before", "After"),
                List.of(
                    row("Accuracy", before.accuracy().text(), after.accuracy().text()),
                    row(
                        "Balanced accuracy",
                        Html.percent(before.balancedAccuracy()),
                        Html.percent(after.balancedAccuracy())),
                    row("Macro F1", Html.percent(before.macroF1()), Html.percent(after.macroF1())),
                    row(
                        "Calibration error (ECE)",
                        Html.percent(before.calibrationError()),
                        Html.percent(after.calibrationError())),
                    row(
                        "Share sure",
                        Html.percent(before.shareSure()),
                        Html.percent(after.shareSure())),
                    row(
                        "Accuracy of the sure",
                        before.sureAccuracy().text(),
                        after.sureAccuracy().text()),
                    row(
                        "Milliseconds a song",
                        Html.format("%.0f", before.meanMs()),
                        Html.format("%.0f", after.meanMs())),
                    row(
                        "Weights",
                        Tuning.text(before.setup().weights()),
                        Tuning.text(after.setup().weights())),
                    row(
                        "Temperatures",
                        Tuning.text(before.setup().temperatures()),
                        Tuning.text(after.setup().temperatures())),
                    row(
                        "Thresholds",
                        Tuning.text(before.setup().thresholds()),
                        Tuning.text(after.setup().thresholds())),
                    row(
                        "Sure from",
                        Html.format("%.2f", before.setup().sure()),
                        Html.format("%.2f", after.setup().sure()))))
            + "<p>To use them, add these lines to the settings:</p><pre>"
            + Html.text(String.join("\n", tuning.settings()))
            + "</pre>");
  }

  private String difference() {
    PairedTest test = tuning.difference();
    return Html.format(
        "%d songs are newly right and %d newly wrong, %s (exact McNemar test, p = %.3f).",
        test.newlyRight(),
        test.newlyWrong(),
        test.p() < 0.05 ? "which is more than chance" : "which may be chance",
        test.p());
  }

  private static List<String> row(String name, String before, String after) {
    return List.of(name, before, after);
  }
}
