package io.musicreclass.train;

import java.util.Arrays;

/** Trains one network by stochastic gradient descent with momentum. */
final class GradientDescent {
  private final TrainingRecipe recipe;
  private final LabelledFeatures data;
  private final float[][] x;
  private final SplitMix64 random;
  private final Mlp mlp;
  private final Mlp velocity;
  private final Mlp gradient;

  /**
   * A network with initial weights.
   *
   * @param data the training data
   * @param x the same, scaled
   */
  GradientDescent(TrainingRecipe recipe, LabelledFeatures data, float[][] x, SplitMix64 random) {
    this.recipe = recipe;
    this.data = data;
    this.x = x;
    this.random = random;
    this.mlp =
        Mlp.random(data.width(), recipe.hidden(), data.genres(), recipe.biasDeviation(), random);
    this.velocity = new Mlp(data.width(), recipe.hidden(), data.genres());
    this.gradient = new Mlp(data.width(), recipe.hidden(), data.genres());
  }

  /** The network after this many epochs. */
  Mlp run(int epochs) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      epoch(epoch);
    }
    return mlp;
  }

  /**
   * The network in its best state on a validation part that it is not trained on (early stopping).
   * "Best" is the loss at its own best temperature: overconfidence does not count, since the
   * ensemble is calibrated afterwards.
   */
  Stopped runUntilWorse(LabelledFeatures valid, float[][] validX) {
    Mlp best = mlp.copy();
    double least = Double.POSITIVE_INFINITY;
    int bestEpochs = 0;
    for (int epoch = 0;
        epoch < recipe.epochs() && epoch - bestEpochs < recipe.patience();
        epoch++) {
      epoch(epoch);
      double[][] logits = Arrays.stream(validX).map(mlp::logits).toArray(double[][]::new);
      double loss = Logits.loss(logits, valid, Logits.temperature(logits, valid));
      if (loss < least) {
        least = loss;
        bestEpochs = epoch + 1;
        best = mlp.copy();
      }
    }
    return new Stopped(best, bestEpochs);
  }

  /**
   * A network after early stopping.
   *
   * @param epochs it was trained for
   */
  record Stopped(Mlp mlp, int epochs) {}

  private void epoch(int epoch) {
    double rate = recipe.rate() * (1 + StrictMath.cos(Math.PI * epoch / recipe.epochs())) / 2;
    int[] order = random.permutation(x.length);
    for (int from = 0; from < order.length; from += recipe.batch()) {
      int to = Math.min(order.length, from + recipe.batch());
      gradient.blend(0, gradient, 0);
      for (int i = from; i < to; i++) {
        mlp.backward(x[order[i]], data.label(order[i]), gradient);
      }
      velocity.blend((float) recipe.momentum(), gradient, 1f / (to - from));
      mlp.blend(1, velocity, (float) -rate);
    }
  }
}
