package io.musicreclass.convert;

import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;

/** A batch norm at inference: a scale and a shift of the previous layer's output. */
final class BatchNorm {
  private final Tensor gamma;
  private final Tensor beta;
  private final Tensor mean;
  private final Tensor variance;
  private final double epsilon;

  BatchNorm(StateDict state, String name, int width, double epsilon) throws ConvertException {
    this.gamma = state.take(name + ".weight", width);
    this.beta = state.take(name + ".bias", width);
    this.mean = state.take(name + ".running_mean", width);
    this.variance = state.take(name + ".running_var", width);
    this.epsilon = epsilon;
  }

  private double[] scale() throws ConvertException {
    double[] scale = gamma.doubles();
    double[] spread = variance.doubles();
    for (int i = 0; i < scale.length; i++) {
      scale[i] /= Math.sqrt(spread[i] + epsilon);
    }
    return scale;
  }

  /** The previous layer's weights, outputs first, with the scale folded in. */
  Weights weight(Tensor weight) {
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
  Weights bias(Weights bias) {
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
