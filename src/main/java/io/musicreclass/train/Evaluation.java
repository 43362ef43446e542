package io.musicreclass.train;

import io.musicreclass.models.Card;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Measures predictions: a confusion matrix, and confidence against correctness. */
public final class Evaluation {
  /** z of a 95 % interval. */
  private static final double Z = 1.959963984540054;

  private static final int BINS = 10;
  private static final int FIRST_SURE_BIN = 6;

  /**
   * The predictions whose confidences are in one of ten equal intervals.
   *
   * @param n how many
   * @param right how many of them are right
   * @param confidence their mean confidence; 0 without predictions
   */
  public record Bin(int n, int right, double confidence) {}

  private final int[][] confusion;
  private final double[] confidence = new double[BINS];
  private final int[] hits = new int[BINS];
  private final int[] counts = new int[BINS];

  /** An evaluation without predictions. */
  public Evaluation(int genres) {
    confusion = new int[genres][genres];
  }

  /** Adds one prediction, given as the probabilities of all genres. */
  public void add(int truth, double[] probabilities) {
    int predicted = Logits.top(probabilities);
    add(truth, predicted, probabilities[predicted]);
  }

  /**
   * Adds one prediction.
   *
   * @param certainty its confidence, 0 to 1
   */
  public void add(int truth, int predicted, double certainty) {
    confusion[truth][predicted]++;
    int bin = Math.min(BINS - 1, (int) (certainty * BINS));
    confidence[bin] += certainty;
    counts[bin]++;
    hits[bin] += predicted == truth ? 1 : 0;
  }

  /** Number of predictions. */
  public int n() {
    return Arrays.stream(counts).sum();
  }

  private int hits() {
    return Arrays.stream(hits).sum();
  }

  public double accuracy() {
    return (double) hits() / n();
  }

  /** Mean of the genres' own accuracies (recall), over the genres that occur. */
  public double balancedAccuracy() {
    double sum = 0;
    int occurring = 0;
    for (int truth = 0; truth < confusion.length; truth++) {
      int of = Arrays.stream(confusion[truth]).sum();
      if (of > 0) {
        sum += (double) confusion[truth][truth] / of;
        occurring++;
      }
    }
    return sum / occurring;
  }

  /** Accuracy with its interval (Wilson 1927). */
  public Card.Accuracy accuracy(String protocol) {
    return accuracy(protocol, hits(), n());
  }

  private static Card.Accuracy accuracy(String protocol, int right, int of) {
    return share(protocol, (double) right / of, of);
  }

  /**
   * A share with its interval (Wilson 1927).
   *
   * @param p 0 to 1
   * @param of number of predictions
   */
  public static Card.Accuracy share(String protocol, double p, int of) {
    double n = of;
    double centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    return new Card.Accuracy(
        protocol,
        rounded(p),
        rounded(Math.max(0, centre - half)),
        rounded(Math.min(1, centre + half)),
        of);
  }

  /** Accuracy of the predictions with a confidence of 0.60 or more; empty if there are none. */
  public Optional<Card.Accuracy> accuracyOfSure(String protocol) {
    int sure = 0;
    int right = 0;
    for (int i = FIRST_SURE_BIN; i < BINS; i++) {
      sure += counts[i];
      right += hits[i];
    }
    return sure == 0 ? Optional.empty() : Optional.of(accuracy(protocol, right, sure));
  }

  /** The accuracy as text; there must be at least one prediction. */
  public String summary() {
    return text(accuracy(""));
  }

  public static String text(Card.Accuracy accuracy) {
    return String.format(
        Locale.ROOT,
        "accuracy %.1f %%, 95 %% interval %.1f to %.1f, n = %d",
        100 * accuracy.value(),
        100 * accuracy.low(),
        100 * accuracy.high(),
        accuracy.n());
  }

  /** Expected calibration error over ten bins of confidence (Guo et al. 2017). */
  public double calibrationError() {
    double error = 0;
    for (int i = 0; i < BINS; i++) {
      error += Math.abs(confidence[i] - hits[i]);
    }
    return error / n();
  }

  /** Number of predictions of that genre for songs of that genre. */
  public int count(int truth, int predicted) {
    return confusion[truth][predicted];
  }

  /** The predictions by confidence, the lowest first. */
  public List<Bin> bins() {
    return IntStream.range(0, BINS)
        .mapToObj(i -> new Bin(counts[i], hits[i], counts[i] == 0 ? 0 : confidence[i] / counts[i]))
        .toList();
  }

  private static double rounded(double share) {
    return Math.rint(share * 10_000) / 10_000;
  }

  /** The confusion matrix as text: rows are true genres, columns predicted ones. */
  public String table(List<String> genres) {
    String corner = "true \\ predicted";
    int longest = genres.stream().mapToInt(String::length).max().orElse(0);
    String row = "%-" + Math.max(corner.length(), longest) + "s";
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, row, corner));
    genres.forEach(genre -> text.append(String.format(Locale.ROOT, " %4.4s", genre)));
    for (int truth = 0; truth < confusion.length; truth++) {
      text.append(String.format(Locale.ROOT, "%n" + row, genres.get(truth)));
      for (int count : confusion[truth]) {
        text.append(String.format(Locale.ROOT, " %4d", count));
      }
    }
    return text.toString();
  }
}
