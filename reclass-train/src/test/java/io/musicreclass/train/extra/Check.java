package io.musicreclass.train.extra;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.models.Card;
import io.musicreclass.train.method.FittedMethod;
import io.musicreclass.train.method.TrainingRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What tests of all methods measure. */
final class Check {
  private Check() {}

  /** The share of rows whose genre has the largest logit. */
  static double accuracy(FittedMethod fitted, TrainingRows rows) {
    int right = 0;
    for (int i = 0; i < rows.rows().length; i++) {
      right += genre(fitted.logits(rows.rows()[i])) == rows.labels()[i] ? 1 : 0;
    }
    return (double) right / rows.rows().length;
  }

  /** The genre with the largest logit. */
  static int genre(double[] logits) {
    int best = 0;
    for (int g = 1; g < logits.length; g++) {
      best = logits[g] > logits[best] ? g : best;
    }
    return best;
  }

  /** Number of rows that are predicted to be of the first genre. */
  static long ofFirstGenre(FittedMethod fitted, TrainingRows rows) {
    return Arrays.stream(rows.rows()).filter(row -> genre(fitted.logits(row)) == 0).count();
  }

  /**
   * The largest difference between the logits of the ONNX file, run as the program does, and its
   * own.
   */
  static double onnxError(FittedMethod fitted, double temperature, TrainingRows rows, Path folder)
      throws IOException {
    Path file = Files.write(folder.resolve("head.onnx"), fitted.toOnnx(temperature));
    double worst = 0;
    try (Engine engine = Engines.cpu(1);
        Network network = engine.load(file)) {
      for (double[] row : rows.rows()) {
        float[] found = network.run(scaled(fitted, row), 1, row.length);
        double[] expected = fitted.logits(row);
        for (int g = 0; g < expected.length; g++) {
          worst = Math.max(worst, Math.abs(found[g] - expected[g] / temperature));
        }
      }
    }
    return worst;
  }

  private static float[] scaled(FittedMethod fitted, double[] row) {
    float[] x = new float[row.length];
    for (int c = 0; c < x.length; c++) {
      double value = row[c];
      if (fitted.scaler().isPresent()) {
        Card.Scaler scaler = fitted.scaler().get();
        value = (value - scaler.mean().get(c)) / scaler.scale().get(c);
      }
      x[c] = (float) value;
    }
    return x;
  }
}
