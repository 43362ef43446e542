package io.musicreclass.train;

import io.musicreclass.models.Card;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is found out while a head is trained: printed at once, and collected for its card. */
final class TrainingReport {
  private final PrintStream out;
  private final List<Card.Accuracy> accuracies = new ArrayList<>();
  private final Map<String, Object> training;

  /**
   * A report without figures.
   *
   * @param recipe how the head is trained, as its card says
   */
  TrainingReport(Map<String, Object> recipe, PrintStream out) {
    this.training = new TreeMap<>(recipe);
    this.out = out;
  }

  void print(String line) {
    out.println(line);
  }

  void put(String key, Object value) {
    training.put(key, value);
  }

  void accuracy(String protocol, Evaluation measured) {
    accuracies.add(measured.accuracy(protocol));
    out.println(protocol + ": " + measured.summary());
  }

  /** Of the predictions with a confidence of 0.60 or more only. */
  void accuracyOfSure(String protocol, Evaluation measured) {
    Optional<Card.Accuracy> sure = measured.accuracyOfSure(protocol);
    sure.ifPresent(accuracies::add);
    out.println(
        protocol
            + ": "
            + sure.map(Evaluation::text).orElse("none was sure")
            + " of "
            + measured.n()
            + " tracks");
  }

  /** Expected calibration error on a split's test part, and its confusion matrix. */
  void calibration(Split split, Evaluation measured, List<String> genres) {
    double error = measured.calibrationError();
    put(split.name().replace('-', '_') + "_calibration_error", Math.rint(error * 10_000) / 10_000);
    out.printf(Locale.ROOT, "  expected calibration error (ECE) %.1f %%%n", 100 * error);
    measured.table(genres).lines().forEach(out::println);
  }

  List<Card.Accuracy> accuracies() {
    return accuracies;
  }

  Map<String, Object> training() {
    return training;
  }
}
