package io.musicreclass.train.cnn;

import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.train.SplitMix64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The network of {@code train_gtzan_v2} before any training (golden networks SPEC section 5). Its
 * script never trains the encoder, so its convolutions keep these random weights: uniform within
 * one over the root of the number of inputs, as PyTorch draws them. The classifier is zero.
 */
final class RandomV2 {
  private static final int[] CHANNELS = {1, 64, 128, 256};
  private static final int HIDDEN = 128;

  private RandomV2() {}

  static Map<String, Weights> weights(int genres, long seed) {
    Map<String, Weights> weights = new LinkedHashMap<>();
    for (int n = 1; n < CHANNELS.length; n++) {
      int inputs = CHANNELS[n - 1];
      String name = "encoder." + 3 * (n - 1);
      double bound = 1 / Math.sqrt(9.0 * inputs);
      weights.put(
          name + ".weight",
          uniform(List.of(CHANNELS[n], inputs, 3, 3), bound, SplitMix64.of(seed, 2L * n)));
      weights.put(
          name + ".bias", uniform(List.of(CHANNELS[n]), bound, SplitMix64.of(seed, 2L * n + 1)));
    }
    weights.put("classifier.2.weight", zeros(HIDDEN, CHANNELS[3]));
    weights.put("classifier.2.bias", zeros(HIDDEN));
    weights.put("classifier.5.weight", zeros(genres, HIDDEN));
    weights.put("classifier.5.bias", zeros(genres));
    return weights;
  }

  private static Weights uniform(List<Integer> shape, double bound, SplitMix64 random) {
    float[] values = new float[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.uniform() - 1));
    }
    return Weights.of(shape, values::clone);
  }

  private static Weights zeros(Integer... shape) {
    List<Integer> sizes = List.of(shape);
    return Weights.of(sizes, () -> new float[size(sizes)]);
  }

  private static int size(List<Integer> shape) {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }
}
