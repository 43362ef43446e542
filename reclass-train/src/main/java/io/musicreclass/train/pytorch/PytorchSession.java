package io.musicreclass.train.pytorch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.train.cnn.CnnTraining;
import io.musicreclass.train.cnn.NetworkTrainer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A residual network and its optimizer: Adam with decoupled weight decay. */
final class PytorchSession implements NetworkTrainer.Session {
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final float DECAY = 0.01f;
  private static final float ADAM_EPSILON = 1e-8f;
  private static final float NO_CLIPPING = -1;
  private static final String STEPS = OPTIMIZER + "steps";

  private final Engine engine;
  private final NDManager manager;
  private final ResidualNetwork network;
  private final int genres;
  private final Map<String, NDArray> means = new TreeMap<>();
  private final Map<String, NDArray> squares = new TreeMap<>();
  private int steps;

  PytorchSession(Engine engine, Widths widths, int genres, long seed) {
    this.engine = engine;
    this.genres = genres;
    this.manager = engine.newBaseManager();
    startEpoch(seed);
    this.network = new ResidualNetwork(manager, widths, genres);
    for (String name : network.trained()) {
      Shape shape = weight(name).getShape();
      means.put(name, manager.zeros(shape));
      squares.put(name, manager.zeros(shape));
    }
  }

  private NDArray weight(String name) {
    return network.state().get(name);
  }

  @Override
  public void startEpoch(long seed) {
    engine.setRandomSeed((int) seed);
  }

  @Override
  public double step(float[] spectrograms, int[] labels, float[] weights, double rate) {
    try (NDManager batch = manager.newSubManager()) {
      NDArray x = input(batch, spectrograms, labels.length);
      float[] counts = new float[labels.length * genres];
      float all = 0;
      for (int i = 0; i < labels.length; i++) {
        counts[i * genres + labels[i]] = weights[i];
        all += weights[i];
      }
      NDArray truth = batch.create(counts, new Shape(labels.length, genres));
      double value;
      try (GradientCollector gradients = engine.newGradientCollector()) {
        NDArray loss = network.logits(x, true).logSoftmax(1).mul(truth).sum().neg().div(all);
        value = loss.getFloat();
        gradients.backward(loss);
      }
      update(rate);
      return value;
    }
  }

  private void update(double rate) {
    steps++;
    double corrected = Math.sqrt(1 - Math.pow(BETA_2, steps)) / (1 - Math.pow(BETA_1, steps));
    for (Map.Entry<String, NDArray> mean : means.entrySet()) {
      NDArray weight = weight(mean.getKey());
      try (NDArray gradient = weight.getGradient()) {
        gradient
            .getNDArrayInternal()
            .adamUpdate(
                new NDList(weight, gradient, mean.getValue(), squares.get(mean.getKey())),
                new NDList(weight),
                (float) rate,
                (float) (rate * corrected),
                DECAY,
                1,
                NO_CLIPPING,
                (float) BETA_1,
                (float) BETA_2,
                ADAM_EPSILON,
                true,
                true);
      }
    }
  }

  private static NDArray input(NDManager manager, float[] spectrograms, int songs) {
    long frames = spectrograms.length / ((long) songs * CnnTraining.BANDS);
    return manager.create(spectrograms, new Shape(songs, 1, CnnTraining.BANDS, frames));
  }

  @Override
  public double[][] logits(float[] spectrograms, int songs) {
    try (NDManager batch = manager.newSubManager()) {
      float[] all = network.logits(input(batch, spectrograms, songs), false).toFloatArray();
      double[][] logits = new double[songs][genres];
      for (int i = 0; i < all.length; i++) {
        logits[i / genres][i % genres] = all[i];
      }
      return logits;
    }
  }

  @Override
  public void soften(double temperature) {
    network.soften(temperature);
  }

  private Map<String, NDArray> arrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>(network.state());
    means.forEach((name, mean) -> arrays.put(OPTIMIZER + "mean." + name, mean));
    squares.forEach((name, square) -> arrays.put(OPTIMIZER + "square." + name, square));
    return arrays;
  }

  @Override
  public Map<String, Weights> state() {
    Map<String, Weights> state = new TreeMap<>();
    arrays()
        .forEach((name, array) -> state.put(name, Weights.of(shape(array), array::toFloatArray)));
    int now = steps;
    state.put(STEPS, Weights.of(List.of(1), () -> new float[] {now}));
    return state;
  }

  private static List<Integer> shape(NDArray array) {
    return Arrays.stream(array.getShape().getShape()).mapToObj(Math::toIntExact).toList();
  }

  @Override
  public void restore(Map<String, Weights> state) throws ConvertException {
    Map<String, NDArray> arrays = arrays();
    for (Map.Entry<String, Weights> entry : state.entrySet()) {
      if (entry.getKey().equals(STEPS)) {
        steps = (int) entry.getValue().load()[0];
        continue;
      }
      NDArray array = arrays.get(entry.getKey());
      if (array == null || !shape(array).equals(entry.getValue().shape())) {
        throw new IllegalArgumentException(
            "tensor " + entry.getKey() + " does not belong to this network");
      }
      array.set(entry.getValue().load());
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
