package io.musicreclass.evaluate.study;

import io.musicreclass.train.method.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The epochs of a training, as a card has them. */
final class EpochsOfCard {
  private static final int COLUMNS = 5;

  private EpochsOfCard() {}

  /**
   * Reads them: either lines {@code epoch,train_loss,valid_loss,valid_accuracy,seconds}, or objects
   * with these names. Anything else is no epoch.
   */
  static List<Epoch> read(Map<String, Object> training) {
    List<Epoch> epochs = new ArrayList<>();
    if (training.get("epochs") instanceof List<?> all) {
      for (Object one : all) {
        if (one instanceof Map<?, ?> named) {
          epochs.add(
              new Epoch(
                  (int) number(named, "epoch"),
                  number(named, "train_loss"),
                  number(named, "valid_loss"),
                  number(named, "valid_accuracy"),
                  named.containsKey("seconds") ? number(named, "seconds") : 0));
        } else if (one instanceof String line && line.split(",", -1).length == COLUMNS) {
          epochs.add(parsed(line.split(",", -1)));
        }
      }
    }
    epochs.removeIf(epoch -> epoch.number() < 1 || !Double.isFinite(epoch.trainLoss()));
    return epochs;
  }

  private static double number(Map<?, ?> named, String key) {
    return named.get(key) instanceof Number value ? value.doubleValue() : Double.NaN;
  }

  private static Epoch parsed(String... fields) {
    double[] values = new double[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      try {
        values[i] = Double.parseDouble(fields[i]);
      } catch (NumberFormatException e) {
        values[i] = Double.NaN;
      }
    }
    return new Epoch((int) values[0], values[1], values[2], values[3], values[4]);
  }
}
