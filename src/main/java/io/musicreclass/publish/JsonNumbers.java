package io.musicreclass.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.musicreclass.track.Percent;
import java.util.Map;

/** Numbers in JSON: at most six decimals, null where a value is not finite. */
final class JsonNumbers {
  private static final int DECIMALS = 6;

  private JsonNumbers() {}

  /** Adds a number, rounded. */
  static void number(ObjectNode json, String name, double value) {
    if (Double.isFinite(value)) {
      json.put(name, Math.rint(value * 1e6) / 1e6); // 0.846, not 0.8460000000000001
    } else {
      json.putNull(name); // JSON has no NaN
    }
  }

  /** Adds numbers, rounded, by name. */
  static void numbers(ObjectNode json, Map<String, Double> values) {
    values.forEach((name, value) -> number(json, name, value));
  }

  /** Adds a probability, truncated so that a value just below a threshold stays below it. */
  static void probability(ObjectNode json, String name, double value) {
    number(json, name, Double.isFinite(value) ? Percent.truncate(value, DECIMALS) : value);
  }

  /** Adds probabilities, truncated, by name. */
  static void probabilities(ObjectNode json, Map<String, Double> values) {
    values.forEach((name, value) -> probability(json, name, value));
  }
}
