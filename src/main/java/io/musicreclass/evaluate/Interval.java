package io.musicreclass.evaluate;

import io.musicreclass.models.Card;
import io.musicreclass.train.Evaluation;
import java.util.Locale;

/**
 * A share with its 95 % interval (Wilson 1927).
 *
 * @param n number of songs; without songs the share is 0 and the interval 0 to 1
 */
record Interval(double value, double low, double high, int n) {
  static Interval of(int right, int n) {
    if (n == 0) {
      return new Interval(0, 0, 1, 0);
    }
    Card.Accuracy share = Evaluation.share("", (double) right / n, n);
    return new Interval(share.value(), share.low(), share.high(), n);
  }

  /** As text: {@code 84.5 % (79.9 to 88.2)}. */
  String text() {
    return n == 0
        ? "none"
        : String.format(Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100 * value, 100 * low, 100 * high);
  }
}
