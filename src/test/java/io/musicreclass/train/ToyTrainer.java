package io.musicreclass.train;

import io.musicreclass.convert.onnx.OnnxHead;
import io.musicreclass.models.Card;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Classifies by the nearer of two class means of one feature, as a linear network. */
final class ToyTrainer implements Trainer {
  @Override
  public TrainedHead train(TrainingData data, long seed, PrintStream out) {
    LabelledFeatures tracks = data.tracks();
    double[] mean = new double[2];
    int[] count = new int[2];
    for (int i = 0; i < tracks.size(); i++) {
      mean[tracks.label(i)] += tracks.value(i, 0);
      count[tracks.label(i)]++;
    }
    float[] weights = {(float) (mean[0] / count[0]), (float) (mean[1] / count[1])};
    float[] bias = {-weights[0] * weights[0] / 2, -weights[1] * weights[1] / 2};
    Evaluation measured = new Evaluation(2);
    for (int i = 0; i < tracks.size(); i++) {
      measured.add(tracks.label(i), Logits.softmax(logits(tracks.value(i, 0), weights, bias), 1));
    }
    out.println("training part: " + measured.summary());
    double[] golden = logits(tracks.value(0, 0), weights, bias);
    byte[] onnx = new OnnxHead(1).layer(weights, bias).toBytes();
    return new TrainedHead(
        new Card.Head(
            null,
            List.of(data.columns().get(0).feature()),
            null,
            data.genres(),
            List.of(measured.accuracy("training part")),
            Map.of("seed", seed),
            new Card.Golden(List.of(tracks.value(0, 0)), List.of(golden[0], golden[1]))),
        file -> file.write(onnx));
  }

  private static double[] logits(double x, float[] weights, float[] bias) {
    return new double[] {weights[0] * x + bias[0], weights[1] * x + bias[1]};
  }
}
