package io.musicreclass.train.cnn;

import io.musicreclass.train.method.Epoch;
import java.util.ArrayList;
import java.util.List;

/**
 * The epochs so far, and what follows from them: the rate of learning, which halves whenever the
 * validation loss has not fallen for some epochs, and when to stop.
 */
final class EpochHistory {
  static final String HEADER = "epoch,train_loss,valid_loss,valid_accuracy,seconds";

  private static final double FIRST_RATE = 1e-3;
  private static final int EPOCHS_OF_A_RATE = 4;
  private static final int EPOCHS_OF_PATIENCE = 12;

  private final List<Epoch> epochs = new ArrayList<>();

  /** The epochs that {@link #lines} gave. */
  static EpochHistory parse(List<String> lines) {
    EpochHistory history = new EpochHistory();
    for (String line : lines) {
      String[] fields = line.split(",", -1);
      history.add(
          new Epoch(
              Integer.parseInt(fields[0]),
              Double.parseDouble(fields[1]),
              Double.parseDouble(fields[2]),
              Double.parseDouble(fields[3]),
              Double.parseDouble(fields[4])));
    }
    return history;
  }

  /** One line of CSV for each epoch. */
  List<String> lines() {
    return epochs.stream()
        .map(
            epoch ->
                "%d,%s,%s,%s,%s"
                    .formatted(
                        epoch.number(),
                        epoch.trainLoss(),
                        epoch.validLoss(),
                        epoch.validAccuracy(),
                        epoch.seconds()))
        .toList();
  }

  void add(Epoch epoch) {
    epochs.add(epoch);
  }

  List<Epoch> epochs() {
    return List.copyOf(epochs);
  }

  int size() {
    return epochs.size();
  }

  /** The epoch of the least validation loss; 0: none yet. */
  int best() {
    int best = 0;
    for (int i = 0; i < epochs.size(); i++) {
      if (best == 0 || epochs.get(i).validLoss() < epochs.get(best - 1).validLoss()) {
        best = i + 1;
      }
    }
    return best;
  }

  boolean isOver() {
    return size() - best() >= EPOCHS_OF_PATIENCE;
  }

  /** The rate of learning of the next epoch. */
  double rate() {
    double rate = FIRST_RATE;
    double least = Double.POSITIVE_INFINITY;
    int stale = 0;
    for (Epoch epoch : epochs) {
      stale = epoch.validLoss() < least ? 0 : stale + 1;
      least = Math.min(least, epoch.validLoss());
      if (stale > 0 && stale % EPOCHS_OF_A_RATE == 0) {
        rate /= 2;
      }
    }
    return rate;
  }

  double secondsPerEpoch() {
    return epochs.stream().mapToDouble(Epoch::seconds).average().orElse(0);
  }
}
