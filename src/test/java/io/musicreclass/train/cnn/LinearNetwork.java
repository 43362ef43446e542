package io.musicreclass.train.cnn;

import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.train.Logits;
import io.musicreclass.train.SplitMix64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A network of two weights a genre, on the mean level of the lower and of the upper bands. Its
 * optimizer has a memory, and its steps are noisy, as those of a network with dropout.
 */
final class LinearNetwork implements NetworkTrainer.Session {
  private final int genres;
  private final float[] weights;
  private final float[] memory;
  private SplitMix64 random = SplitMix64.of(0, 0);
  private double temperature = 1;
  int stepsLeft = Integer.MAX_VALUE;

  LinearNetwork(int genres) {
    this.genres = genres;
    this.weights = new float[2 * genres];
    this.memory = new float[2 * genres];
  }

  @Override
  public void startEpoch(long seed) {
    random = SplitMix64.of(seed, 0);
  }

  @Override
  public double step(float[] spectrograms, int[] labels, float[] counts, double rate) {
    if (stepsLeft-- == 0) {
      throw new IllegalStateException("The power is gone");
    }
    double[][] logits = logits(spectrograms, labels.length);
    double loss = Logits.loss(logits, labels, 1);
    float[] gradient = new float[weights.length];
    for (int i = 0; i < labels.length; i++) {
      double[] p = Logits.softmax(logits[i], 1);
      float[] x = levels(spectrograms, i, labels.length);
      for (int w = 0; w < weights.length; w++) {
        double error = p[w / 2] - (labels[i] == w / 2 ? 1 : 0);
        gradient[w] += (float) (error * x[w % 2] * counts[i] / labels.length);
      }
    }
    for (int w = 0; w < weights.length; w++) {
      memory[w] = (float) (0.9 * memory[w] + gradient[w] + 0.01 * random.normal());
      weights[w] -= (float) (100 * rate * memory[w]);
    }
    return loss;
  }

  private static float[] levels(float[] spectrograms, int song, int songs) {
    int size = spectrograms.length / songs;
    float[] levels = new float[2];
    for (int i = 0; i < size; i++) {
      levels[2 * i / size] += (spectrograms[song * size + i] + 40) / 20 / (size / 2f);
    }
    return levels;
  }

  @Override
  public double[][] logits(float[] spectrograms, int songs) {
    double[][] logits = new double[songs][genres];
    for (int i = 0; i < songs; i++) {
      float[] x = levels(spectrograms, i, songs);
      for (int w = 0; w < weights.length; w++) {
        logits[i][w / 2] += weights[w] * x[w % 2] / temperature;
      }
    }
    return logits;
  }

  @Override
  public void soften(double by) {
    temperature = by;
  }

  @Override
  public Map<String, Weights> state() {
    Map<String, Weights> state = new TreeMap<>();
    state.put("linear.weight", Weights.of(List.of(genres, 2), weights::clone));
    state.put(OPTIMIZER + "memory", Weights.of(List.of(genres, 2), memory::clone));
    return state;
  }

  @Override
  public void restore(Map<String, Weights> state) throws ConvertException {
    for (Map.Entry<String, Weights> entry : state.entrySet()) {
      float[] values = entry.getValue().load();
      float[] into = entry.getKey().startsWith(OPTIMIZER) ? memory : weights;
      System.arraycopy(values, 0, into, 0, into.length);
    }
  }

  @Override
  public void close() {}
}
