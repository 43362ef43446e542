package io.musicreclass.train.head;

import io.musicreclass.models.Card;
import io.musicreclass.train.method.Epoch;
import io.musicreclass.train.method.FittedMethod;
import io.musicreclass.train.method.HeadMethod;
import io.musicreclass.train.method.TrainingProgress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Fits heads by a method of the registry.
 *
 * @param balanced whether all genres count the same
 */
record MethodFitter(HeadMethod method, boolean balanced) implements HeadFitter {
  @Override
  public CalibratedHead fit(VectorTable table, long seed, TrainingProgress progress) {
    return new MethodHead(
        method.fit(table.trainingRows(RowWeights.of(table, balanced, 0)), seed, progress), 1);
  }

  @Override
  public Map<String, Object> describe() {
    Map<String, Object> text = new TreeMap<>();
    text.put("method", method.name());
    text.put("class_weights", balanced ? "balanced" : "none");
    return text;
  }

  @Override
  public String toString() {
    return method.name() + ", " + (balanced ? "balanced genres" : "genres as they are");
  }

  /** A head of a method. */
  private record MethodHead(FittedMethod fitted, double temperature) implements CalibratedHead {
    @Override
    public CalibratedHead at(double other) {
      return new MethodHead(fitted, other);
    }

    @Override
    public double[] logits(double[] row) {
      return Arrays.stream(fitted.logits(row)).map(logit -> logit / temperature).toArray();
    }

    @Override
    public Optional<Card.Scaler> scaler() {
      return fitted.scaler();
    }

    @Override
    public byte[] toOnnx() {
      return fitted.toOnnx(temperature);
    }

    @Override
    public Map<String, Object> history() {
      Map<String, Object> history = new TreeMap<>(fitted.describe());
      List<Map<String, Object>> epochs =
          fitted.epochs().stream().map(MethodHead::described).toList();
      if (!epochs.isEmpty()) {
        history.put("epochs", epochs);
      }
      return history;
    }

    private static Map<String, Object> described(Epoch epoch) {
      Map<String, Object> text = new LinkedHashMap<>();
      text.put("epoch", epoch.number());
      text.put("train_loss", epoch.trainLoss());
      if (!Double.isNaN(epoch.validLoss())) {
        text.put("valid_loss", epoch.validLoss());
        text.put("valid_accuracy", epoch.validAccuracy());
      }
      return text;
    }
  }
}
