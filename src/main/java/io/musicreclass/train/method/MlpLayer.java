package io.musicreclass.train.method;

import io.musicreclass.train.SplitMix64;
import java.util.Arrays;

/** A layer of an MLP with its gradient. Of one thread while it is trained. */
final class MlpLayer {
  private final int inputs;
  private final int outputs;

  /** A row of weights for each output, as in PyTorch's Linear; the last row is the bias. */
  private final float[][] parameters;

  private final float[][] gradient;

  /** The weights again, a row for each input: forward passes add these rows. */
  private final float[][] transposed;

  /** All parameters 0. */
  MlpLayer(int inputs, int outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.parameters = rows(inputs, outputs);
    this.gradient = rows(inputs, outputs);
    this.transposed = new float[inputs][outputs];
  }

  private static float[][] rows(int inputs, int outputs) {
    float[][] rows = new float[outputs + 1][inputs];
    rows[outputs] = new float[outputs];
    return rows;
  }

  /** Uniform from minus to plus one by the root of the number of inputs, as PyTorch's Linear. */
  void randomise(SplitMix64 random) {
    double bound = 1 / Math.sqrt(inputs);
    for (float[] row : parameters) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (bound * (2 * random.uniform() - 1));
      }
    }
    changed();
  }

  /** The parameters, after whose change {@link #changed} is to be called. */
  float[][] parameters() {
    return parameters;
  }

  /** What {@link #backward} found, in the shape of the parameters. */
  float[][] gradient() {
    return gradient;
  }

  /** Transposes the weights anew. */
  void changed() {
    int o = 0;
    for (; o + 4 <= outputs; o += 4) {
      float[] a = parameters[o];
      float[] b = parameters[o + 1];
      float[] c = parameters[o + 2];
      float[] d = parameters[o + 3];
      for (int i = 0; i < inputs; i++) {
        float[] to = transposed[i];
        to[o] = a[i];
        to[o + 1] = b[i];
        to[o + 2] = c[i];
        to[o + 3] = d[i];
      }
    }
    for (; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        transposed[i][o] = parameters[o][i];
      }
    }
  }

  /** The outputs for the first rows of a batch. */
  void forward(float[][] in, float[][] out, int rows, RowProducts products) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(parameters[outputs], 0, out[row], 0, outputs);
    }
    for (int from = 0; from < inputs; from += RowProducts.BLOCK) {
      int to = Math.min(inputs, from + RowProducts.BLOCK);
      for (int row = 0; row < rows; row++) {
        products.add(in[row], transposed, from, to, out[row]);
      }
    }
  }

  /** The gradient of the parameters by that of the outputs. */
  void backward(float[][] in, float[][] byOut, int rows, RowProducts products) {
    float[] column = new float[rows];
    float[] bias = gradient[outputs];
    for (int o = 0; o < outputs; o++) {
      bias[o] = 0;
      for (int row = 0; row < rows; row++) {
        column[row] = byOut[row][o];
        bias[o] += column[row];
      }
      Arrays.fill(gradient[o], 0);
      products.add(column, in, 0, rows, gradient[o]);
    }
  }

  /** The gradient of the inputs by that of the outputs. */
  void backwardToInputs(float[][] byOut, float[][] byIn, int rows, RowProducts products) {
    for (int row = 0; row < rows; row++) {
      Arrays.fill(byIn[row], 0);
    }
    for (int from = 0; from < outputs; from += RowProducts.BLOCK) {
      int to = Math.min(outputs, from + RowProducts.BLOCK);
      for (int row = 0; row < rows; row++) {
        products.add(byOut[row], parameters, from, to, byIn[row]);
      }
    }
  }

  /** The weights in one array, row-major [outputs, inputs], divided by a number. */
  float[] weights(double divisor) {
    float[] all = new float[outputs * inputs];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        all[o * inputs + i] = (float) (parameters[o][i] / divisor);
      }
    }
    return all;
  }

  /** The biases, divided by a number. */
  float[] bias(double divisor) {
    float[] bias = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      bias[o] = (float) (parameters[outputs][o] / divisor);
    }
    return bias;
  }
}
