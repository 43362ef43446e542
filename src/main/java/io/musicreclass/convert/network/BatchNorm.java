package io.musicreclass.convert.network;

import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;

/** A batch norm at inference: a scale and a shift of the previous layer's output. */
public final class BatchNorm {
  private final Tensor gamma;
  private final Tensor beta;
  private final Tensor mean;
  private final Tensor variance;
  private final double epsilon;

  private BatchNorm(Tensor gamma, Tensor beta, Tensor mean, Tensor variance, double epsilon) {
    this.gamma = gamma;
    this.beta = beta;
    this.mean = mean;
    this.variance = variance;
    this.epsilon = epsilon;
  }

  /** PyTorch's BatchNorm of that name. */
  public BatchNorm(StateDict state, String name, int width, double epsilon)
      throws ConvertException {
    this(
        state.take(name + ".weight", width),
        state.take(name + ".bias", width),
        state.take(name + ".running_mean", width),
        state.take(name + ".running_var", width),
        epsilon);
  }

  /** Keras' BatchNormalization of that name. */
  public static BatchNorm keras(StateDict state, String name, int width, double epsilon)
      throws ConvertException {
    return new BatchNorm(
        state.take(name + ".gamma", width),
        state.take(name + ".beta", width),
        state.take(name + ".moving_mean", width),
        state.take(name + ".moving_variance", width),
        epsilon);
  }

  /** What the previous layer's output is multiplied by. */
  public double[] scale() throws ConvertException {
    double[] scale = gamma.doubles();
    double[] spread = variance.doubles();
    for (int i = 0; i < scale.length; i++) {
      scale[i] /= Math.sqrt(spread[i] + epsilon);
    }
    return scale;
  }

  /** What is added after the multiplication. */
  public double[] shift() throws ConvertException {
    double[] shift = beta.doubles();
    double[] centre = mean.doubles();
    double[] scale = scale();
    for (int i = 0; i < shift.length; i++) {
      shift[i] -= centre[i] * scale[i];
    }
    return shift;
  }

  /** The previous layer's weights, outputs first, with the scale folded in. */
  public Weights weight(Tensor weight) {
    return Weights.of(
        weight.shape(),
        () -> {
          double[] scale = scale();
          float[] values = weight.floats();
          int row = values.length / scale.length;
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * scale[i / row]);
          }
          return values;
        });
  }

  /** The previous layer's bias, with scale and shift folded in. */
  public Weights bias(Weights bias) {
    return Weights.of(
        bias.shape(),
        () -> {
          double[] scale = scale();
          double[] shift = beta.doubles();
          double[] centre = mean.doubles();
          float[] values = bias.load();
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((values[i] - centre[i]) * scale[i] + shift[i]);
          }
          return values;
        });
  }
}
