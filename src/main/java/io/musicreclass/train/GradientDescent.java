package io.musicreclass.train;

import java.util.Arrays;

/** Trains one network by stochastic gradient descent with momentum. */
final class GradientDescent {
  private final TrainingRecipe recipe;
  private final LabelledFeatures data;
  private final float[][] x;
  private final SplitMix64 dice;
  private final Mlp mlp;
  private final Mlp velocity;
  private final Mlp gradient;

  /**
   * A network at its start.
   *
   * @param data what it learns
   * @param x the same, scaled
   */
  GradientDescent(TrainingRecipe recipe, LabelledFeatures data, float[][] x, SplitMix64 dice) {
    this.recipe = recipe;
    this.data = data;
    this.x = x;
    this.dice = dice;
    this.mlp =
        Mlp.random(data.width(), recipe.hidden(), data.genres(), recipe.biasDeviation(), dice);
    this.velocity = new Mlp(data.width(), recipe.hidden(), data.genres());
    this.gradient = new Mlp(data.width(), recipe.hidden(), data.genres());
  }

  /** The network after so many epochs. */
  Mlp run(int epochs) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      epoch(epoch);
    }
    return mlp;
  }

  /**
   * The network as it was when it did best on a validation part, which it does not learn (early
   * stopping). "Best" is the loss at its own best temperature: a network that has grown too sure is
   * none the worse, since the ensemble is calibrated afterwards.
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
   * A network that was stopped.
   *
   * @param epochs it had learned for
   */
  record Stopped(Mlp mlp, int epochs) {}

  private void epoch(int epoch) {
    double rate = recipe.rate() * (1 + StrictMath.cos(Math.PI * epoch / recipe.epochs())) / 2;
    int[] order = dice.permutation(x.length);
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
