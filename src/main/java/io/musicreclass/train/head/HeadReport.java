package io.musicreclass.train.head;

import io.musicreclass.models.Card;
import io.musicreclass.train.Evaluation;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Figures of a head by protocol: printed at once, and collected for its card. */
final class HeadReport {
  private final PrintStream out;
  private final List<Card.Accuracy> accuracies = new ArrayList<>();
  private final Map<String, Double> balanced = new TreeMap<>();
  private final Map<String, Double> errors = new TreeMap<>();

  HeadReport(PrintStream out) {
    this.out = out;
  }

  /** Adds the figures of a protocol, and of its predictions with a confidence of 0.60 or more. */
  void add(String protocol, Evaluation measured) {
    add(measured.accuracy(protocol), measured);
    measured.accuracyOfSure("sure (60 % and more), " + protocol).ifPresent(this::sure);
  }

  private void sure(Card.Accuracy sure) {
    accuracies.add(sure);
    out.println("  sure (60 % and more): " + Evaluation.text(sure));
  }

  /**
   * Adds the figures of a protocol.
   *
   * @param accuracy with its interval
   * @param measured for the other figures
   */
  void add(Card.Accuracy accuracy, Evaluation measured) {
    accuracies.add(accuracy);
    String protocol = accuracy.protocol();
    balanced.put(protocol, rounded(measured.balancedAccuracy()));
    errors.put(protocol, rounded(measured.calibrationError()));
    out.printf(
        Locale.ROOT,
        "%s:%n  %s, balanced %.1f %%, expected calibration error (ECE) %.1f %%%n",
        protocol,
        Evaluation.text(accuracy),
        100 * measured.balancedAccuracy(),
        100 * measured.calibrationError());
  }

  private static double rounded(double share) {
    return Math.rint(share * 10_000) / 10_000;
  }

  void print(String line) {
    out.println(line);
  }

  List<Card.Accuracy> accuracies() {
    return accuracies;
  }

  /** Adds the figures that have no place of their own in a card. */
  void describe(Map<String, Object> training) {
    training.put("balanced_accuracy", balanced);
    training.put("calibration_error", errors);
  }
}
