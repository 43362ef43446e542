package io.musicreclass.train.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The network of {@code train_gtzan_enhanced} (golden networks SPEC section 5), with the names of
 * its state dict.
 */
final class ResidualNetwork {
  private static final int[] BLOCKS = {2, 2, 3, 3};
  private static final int[] CLASSIFIER = {1, 4, 7, 10};
  private static final float[] DROPOUT = {0.5f, 0.3f, 0.3f, 0.3f};
  private static final float EPSILON = 1e-5f;

  /** The share of the former running statistics that remains in each step. */
  private static final float MOMENTUM = 0.9f;

  private final NDManager manager;
  private final Map<String, NDArray> state = new LinkedHashMap<>();
  private final Set<String> trained = new LinkedHashSet<>();

  /**
   * A network of random weights.
   *
   * @param manager closes them
   */
  ResidualNetwork(NDManager manager, Widths widths, int genres) {
    this.manager = manager;
    convolution("conv1.0", 1, widths.group(0), 7);
    norm("conv1.1", widths.group(0));
    int inputs = widths.group(0);
    for (int group = 0; group < BLOCKS.length; group++) {
      int outputs = widths.group(group);
      for (int n = 0; n < BLOCKS[group]; n++) {
        String block = block(group, n);
        convolution(block + "conv1", inputs, outputs, 3);
        norm(block + "bn1", outputs);
        convolution(block + "conv2", outputs, outputs, 3);
        // zeros: each block begins as its shortcut (Goyal et al. 2017)
        norm(block + "bn2", outputs, manager.zeros(new Shape(outputs)));
        if (inputs != outputs) {
          convolution(block + "shortcut.0", inputs, outputs, 1);
          norm(block + "shortcut.1", outputs);
        }
        inputs = outputs;
      }
    }
    for (int layer = 0; layer < CLASSIFIER.length; layer++) {
      boolean last = layer == CLASSIFIER.length - 1;
      int outputs = last ? genres : widths.hidden(layer);
      random("classifier." + CLASSIFIER[layer] + ".weight", inputs, outputs, inputs);
      zeros("classifier." + CLASSIFIER[layer] + ".bias", outputs);
      inputs = outputs;
    }
  }

  private static String block(int group, int n) {
    return "layer" + (group + 1) + "." + n + ".";
  }

  private void convolution(String name, int inputs, int outputs, int size) {
    random(name + ".weight", inputs * size * size, outputs, inputs, size, size);
    zeros(name + ".bias", outputs);
  }

  private void norm(String name, int width) {
    norm(name, width, manager.ones(new Shape(width)));
  }

  private void norm(String name, int width, NDArray scale) {
    train(name + ".weight", scale);
    zeros(name + ".bias", width);
    state.put(name + ".running_mean", manager.zeros(new Shape(width)));
    state.put(name + ".running_var", manager.ones(new Shape(width)));
  }

  /** Normal, of the deviation that keeps activations after ReLU in size (He et al. 2015). */
  private void random(String name, int fanIn, long... shape) {
    float deviation = (float) Math.sqrt(2.0 / fanIn);
    train(name, manager.randomNormal(0, deviation, new Shape(shape), DataType.FLOAT32));
  }

  private void zeros(String name, int width) {
    train(name, manager.zeros(new Shape(width)));
  }

  private void train(String name, NDArray values) {
    values.setRequiresGradient(true);
    state.put(name, values);
    trained.add(name);
  }

  /** All its tensors. */
  Map<String, NDArray> state() {
    return Map.copyOf(state);
  }

  /** Names of those that are fitted; the others are running statistics. */
  Set<String> trained() {
    return Set.copyOf(trained);
  }

  private NDArray tensor(String name) {
    NDArray found = state.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no tensor " + name);
    }
    return found;
  }

  /** Divides the logits from now on. */
  void soften(double temperature) {
    String last = "classifier." + CLASSIFIER[CLASSIFIER.length - 1];
    for (String name : new String[] {last + ".weight", last + ".bias"}) {
      NDArray values = tensor(name);
      values.setRequiresGradient(false);
      values.divi(temperature);
    }
  }

  /**
   * The logits.
   *
   * @param x spectrograms, [songs, 1, bands, frames]
   */
  NDArray logits(NDArray x, boolean training) {
    NDArray y = relu(norm(convolution(x, "conv1.0", 2, 3), "conv1.1", training));
    y = Pool.maxPool2d(y, new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false);
    for (int group = 0; group < BLOCKS.length; group++) {
      for (int n = 0; n < BLOCKS[group]; n++) {
        y = residual(y, block(group, n), training);
      }
      y = Pool.maxPool2d(y, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false);
    }
    y = y.mean(new int[] {3}).mean(new int[] {2});
    for (int layer = 0; layer < CLASSIFIER.length; layer++) {
      String name = "classifier." + CLASSIFIER[layer];
      y = Dropout.dropout(y, DROPOUT[layer], training).head();
      y = Linear.linear(y, tensor(name + ".weight"), tensor(name + ".bias")).head();
      y = layer == CLASSIFIER.length - 1 ? y : relu(y);
    }
    return y;
  }

  private NDArray residual(NDArray x, String block, boolean training) {
    NDArray y = relu(norm(convolution(x, block + "conv1", 1, 1), block + "bn1", training));
    y = norm(convolution(y, block + "conv2", 1, 1), block + "bn2", training);
    NDArray around =
        state.containsKey(block + "shortcut.0.weight")
            ? norm(convolution(x, block + "shortcut.0", 1, 0), block + "shortcut.1", training)
            : x;
    return relu(y.add(around));
  }

  private NDArray convolution(NDArray x, String name, int stride, int padding) {
    return Conv2d.conv2d(
            x,
            tensor(name + ".weight"),
            tensor(name + ".bias"),
            new Shape(stride, stride),
            new Shape(padding, padding))
        .head();
  }

  private NDArray norm(NDArray x, String name, boolean training) {
    return BatchNorm.batchNorm(
            x,
            tensor(name + ".running_mean"),
            tensor(name + ".running_var"),
            tensor(name + ".weight"),
            tensor(name + ".bias"),
            1,
            MOMENTUM,
            EPSILON,
            training)
        .head();
  }

  private static NDArray relu(NDArray x) {
    return x.getNDArrayInternal().relu();
  }
}
