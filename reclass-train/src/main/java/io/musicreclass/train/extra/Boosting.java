package io.musicreclass.train.extra;

import io.musicreclass.train.method.Epoch;
import io.musicreclass.train.method.TrainingProgress;
import io.musicreclass.train.method.TrainingRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Boosts trees round by round. The number of rounds is the one with the least loss on held-out
 * groups; that many are then fitted to all rows.
 */
final class Boosting {
  private static final int MOST = 400;

  /** Rounds without a lower loss after which it stops. */
  private static final int PATIENCE = 25;

  /** Rounds where no group can be held out. */
  private static final int USUAL = 100;

  private static final String UNIT = "round";

  /** Such as {@code [0] train-mlogloss:1.98 valid-mlogloss:2.04 valid-merror:0.3}. */
  private static final Pattern METRIC = Pattern.compile("\\t(train|valid)-(\\w+):(\\S+)");

  private final long seed;

  Boosting(long seed) {
    this.seed = seed;
  }

  /** Fits trees. */
  FittedTrees fit(TrainingRows rows, TrainingProgress progress) {
    XgboostLibrary.load();
    try {
      HeldOut parts = HeldOut.of(rows, seed);
      List<Epoch> epochs = parts.isPossible() ? watched(parts, progress) : List.of();
      int rounds = epochs.isEmpty() ? USUAL : best(epochs).number();
      return new FittedTrees(all(rows, rounds, progress), describe(rows, rounds), epochs);
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
    }
  }

  private static Epoch best(List<Epoch> epochs) {
    Epoch best = epochs.get(0);
    for (Epoch epoch : epochs) {
      best = epoch.validLoss() < best.validLoss() ? epoch : best;
    }
    return best;
  }

  private List<Epoch> watched(HeldOut parts, TrainingProgress progress) throws XGBoostError {
    List<Epoch> epochs = new ArrayList<>();
    try (Rows train = new Rows(parts.fitted());
        Rows valid = new Rows(parts.held())) {
      Booster booster = start(parts.fitted(), train, valid);
      try {
        while (epochs.size() < MOST && epochs.size() < lastWanted(epochs)) {
          long begin = System.nanoTime();
          int round = epochs.size();
          booster.update(train.matrix, round);
          String metrics =
              booster.evalSet(
                  new DMatrix[] {train.matrix, valid.matrix},
                  new String[] {"train", "valid"},
                  round);
          epochs.add(epoch(round + 1, metrics, (System.nanoTime() - begin) / 1e9));
          progress.report(round + 1, MOST, UNIT);
        }
      } finally {
        booster.dispose();
      }
    }
    return epochs;
  }

  /** The round after which it stops unless the loss falls again. */
  private static int lastWanted(List<Epoch> epochs) {
    return (epochs.isEmpty() ? 0 : best(epochs).number()) + PATIENCE;
  }

  private TreeEnsemble all(TrainingRows rows, int rounds, TrainingProgress progress)
      throws XGBoostError {
    try (Rows train = new Rows(rows)) {
      Booster booster = start(rows, train);
      try {
        for (int round = 0; round < rounds; round++) {
          booster.update(train.matrix, round);
          progress.report(round + 1, rounds, UNIT);
        }
        return TreeEnsemble.of(booster.toByteArray("json"), rows.width(), rows.genres());
      } finally {
        booster.dispose();
      }
    }
  }

  /** Without trees yet. */
  private Booster start(TrainingRows rows, Rows train, Rows... others) throws XGBoostError {
    Map<String, DMatrix> watches = new LinkedHashMap<>();
    for (Rows other : others) {
      watches.put("valid", other.matrix);
    }
    Map<String, Object> parameters = new LinkedHashMap<>(hyperparameters());
    parameters.put("objective", "multi:softprob");
    parameters.put("num_class", rows.genres());
    parameters.put("base_score", 0);
    parameters.put("tree_method", "hist");
    parameters.put("nthread", 1);
    parameters.put("seed", (int) (seed ^ (seed >>> Integer.SIZE)) & Integer.MAX_VALUE);
    parameters.put("eval_metric", "mlogloss");
    parameters.put("verbosity", 0);
    Booster booster = XGBoost.train(train.matrix, parameters, 0, watches, null, null);
    booster.setParam("eval_metric", "merror");
    return booster;
  }

  private static Map<String, Object> hyperparameters() {
    return Map.of(
        "eta",
        0.1,
        "max_depth",
        6,
        "min_child_weight",
        1,
        "subsample",
        0.8,
        "colsample_bytree",
        0.5,
        "lambda",
        1);
  }

  private static Map<String, Object> describe(TrainingRows rows, int rounds) {
    Map<String, Object> text = new LinkedHashMap<>(hyperparameters());
    text.put("rounds", rounds);
    text.put("trees", rounds * rows.genres());
    return text;
  }

  private static Epoch epoch(int number, String metrics, double seconds) {
    Map<String, Double> values = new LinkedHashMap<>();
    Matcher metric = METRIC.matcher(metrics);
    while (metric.find()) {
      values.put(metric.group(1) + "-" + metric.group(2), Double.valueOf(metric.group(3)));
    }
    return new Epoch(
        number,
        values.getOrDefault("train-mlogloss", Double.NaN),
        values.getOrDefault("valid-mlogloss", Double.NaN),
        1 - values.getOrDefault("valid-merror", Double.NaN),
        seconds);
  }

  /** Rows in XGBoost's memory. */
  private static final class Rows implements AutoCloseable {
    final DMatrix matrix;

    Rows(TrainingRows rows) throws XGBoostError {
      int n = rows.rows().length;
      int width = rows.width();
      float[] values = new float[Math.multiplyExact(n, width)];
      float[] labels = new float[n];
      float[] weights = new float[n];
      for (int i = 0; i < n; i++) {
        for (int c = 0; c < width; c++) {
          values[i * width + c] = (float) rows.rows()[i][c];
        }
        labels[i] = rows.labels()[i];
        weights[i] = (float) rows.weights()[i];
      }
      matrix = new DMatrix(values, n, width, Float.NaN);
      matrix.setLabel(labels);
      matrix.setWeight(weights);
    }

    @Override
    public void close() {
      matrix.dispose();
    }
  }
}
