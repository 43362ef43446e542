package io.musicreclass.train.method;

import io.musicreclass.train.Logits;
import io.musicreclass.train.SplitMix64;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Trains an MLP. The same rows and seed give the same bits on every machine. */
final class MlpTraining {
  /** Numbers of the random numbers of initial weights, of the rows held out, of the first epoch. */
  private static final long WEIGHTS = 0;

  private static final long HELD_OUT = 1;
  private static final long EPOCHS = 1L << 32;

  private final MlpRecipe recipe;
  private final TrainingRows rows;
  private final long seed;
  private final int[] training;
  private final int[] validation;
  private final RowScaling scaling;
  private final MlpState state;
  private final MlpBatch batch;
  private final List<float[]> parameters;
  private final List<float[]> gradient;

  MlpTraining(MlpRecipe recipe, TrainingRows rows, long seed) {
    this.recipe = recipe;
    this.rows = rows;
    this.seed = seed;
    if (recipe.patience() > 0) {
      HeldOut held = new HeldOut(rows, SplitMix64.of(seed, HELD_OUT));
      this.training = held.training();
      this.validation = held.validation();
    } else {
      this.training = IntStream.range(0, rows.rows().length).toArray();
      this.validation = new int[0];
    }
    this.scaling = new RowScaling(rows.rows());
    MlpNetwork network = recipe.network(rows.width(), rows.genres());
    network.randomise(SplitMix64.of(seed, WEIGHTS));
    this.state = new MlpState(network, recipe.rate());
    this.batch = new MlpBatch(network, recipe.batch());
    this.parameters = network.parameters();
    this.gradient = network.gradient();
  }

  /**
   * Trains until the loss of the rows held out has not been lower for a while, and gives the
   * network at its lowest.
   *
   * @throws TrainingProgress.UnusableState if the stored state is of another training
   */
  FittedMlp run(TrainingProgress progress) {
    String identity = recipe + ", seed " + seed + ", " + rows.rows().length + " rows";
    progress.stored().ifPresent(stored -> state.read(stored, identity));
    while (!isOver()) {
      epoch(state.epochs().size() + 1);
      progress.store(() -> state.write(identity));
      progress.report(state.epochs().size(), most(), "epoch");
    }
    return new FittedMlp(recipe, state, scaling, validation.length);
  }

  private int most() {
    return validation.length == 0
        ? Math.min(recipe.epochs(), recipe.fixedEpochs())
        : recipe.epochs();
  }

  private boolean isOver() {
    int done = state.epochs().size();
    return done >= most()
        || (validation.length > 0 && done - state.bestEpoch() >= recipe.patience());
  }

  private void epoch(int number) {
    long start = System.nanoTime();
    SplitMix64 random = SplitMix64.of(seed, EPOCHS + number);
    int[] order = random.permutation(training.length);
    int[] labels = new int[recipe.batch()];
    double[] weights = new double[recipe.batch()];
    double loss = 0;
    double weight = 0;
    for (int from = 0; from < order.length; from += recipe.batch()) {
      int count = Math.min(recipe.batch(), order.length - from);
      for (int i = 0; i < count; i++) {
        int row = training[order[from + i]];
        scaling.apply(rows.rows()[row], batch.input(i));
        labels[i] = rows.labels()[row];
        weights[i] = rows.weights()[row];
        weight += weights[i];
      }
      batch.forward(count, recipe.dropout(), random);
      loss += batch.backward(count, labels, weights, recipe.dropout());
      state.adam().step(parameters, gradient);
      state.network().changed();
    }
    end(number, loss / weight, start);
  }

  private void end(int number, double trainLoss, long start) {
    double[][] logits = new double[validation.length][];
    for (int from = 0; from < validation.length; from += recipe.batch()) {
      int count = Math.min(recipe.batch(), validation.length - from);
      for (int i = 0; i < count; i++) {
        scaling.apply(rows.rows()[validation[from + i]], batch.input(i));
      }
      batch.forward(count);
      for (int i = 0; i < count; i++) {
        logits[from + i] = batch.logits(i);
      }
    }
    int[] labels = Arrays.stream(validation).map(row -> rows.labels()[row]).toArray();
    double right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += Logits.top(logits[i]) == labels[i] ? 1 : 0;
    }
    state.add(
        new Epoch(
            number,
            trainLoss,
            calibratedLoss(logits, labels),
            right / labels.length,
            (System.nanoTime() - start) / 1e9));
  }

  /**
   * The weighted loss at the temperature of least loss: a head gets its temperature afterwards, so
   * a network that has become too sure of itself is none the worse for it.
   */
  private double calibratedLoss(double[][] logits, int[] labels) {
    double temperature = labels.length == 0 ? 1 : Logits.temperature(logits, labels);
    double loss = 0;
    double weight = 0;
    for (int i = 0; i < labels.length; i++) {
      double p = Logits.softmax(logits[i], temperature)[labels[i]];
      loss -= rows.weights()[validation[i]] * StrictMath.log(Math.max(p, Double.MIN_NORMAL));
      weight += rows.weights()[validation[i]];
    }
    return loss / weight;
  }
}
