package io.musicreclass.train.mine;

import io.musicreclass.convert.onnx.OnnxHead;
import io.musicreclass.models.Card;
import io.musicreclass.train.method.Epoch;
import io.musicreclass.train.method.FittedMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logistic regression on standardised rows. */
final class LinearHead implements FittedMethod {
  private final double[] means;
  private final double[] scales;
  private final double[] parameters;
  private final int genres;
  private final double c;

  /**
   * A fitted head.
   *
   * @param parameters of a {@link Regression}
   * @param c by which they were fitted
   */
  LinearHead(Candidate candidate, double[] parameters, int genres, double c) {
    this.means = candidate.means();
    this.scales = candidate.scales();
    this.parameters = parameters;
    this.genres = genres;
    this.c = c;
  }

  @Override
  public double[] logits(double[] row) {
    float[] x = new float[row.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) ((row[i] - means[i]) / scales[i]);
    }
    return Regression.logits(parameters, x, genres);
  }

  @Override
  public byte[] toOnnx(double temperature) {
    int width = means.length;
    float[] weights = new float[genres * width];
    float[] bias = new float[genres];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (parameters[i] / temperature);
    }
    for (int g = 0; g < genres; g++) {
      bias[g] = (float) (parameters[weights.length + g] / temperature);
    }
    return new OnnxHead(width).layer(weights, bias).toBytes();
  }

  @Override
  public Optional<Card.Scaler> scaler() {
    return Optional.of(
        new Card.Scaler(
            Arrays.stream(means).boxed().toList(), Arrays.stream(scales).boxed().toList()));
  }

  @Override
  public Map<String, Object> describe() {
    return Map.of("method", "logistic regression", "c", c);
  }

  @Override
  public List<Epoch> epochs() {
    return List.of();
  }
}
