package io.musicreclass.train.method;

import java.util.List;

/**
 * The MLP of the earlier project's {@code train_msd.py}: two hidden layers of 256 and 128 ReLUs
 * with dropout, on standardised inputs, trained by Adam in batches of 64. Its checkpoints do not
 * tell the rates of dropout and Adam; these are the usual ones.
 */
final class MlpMethod implements HeadMethod {
  static final MlpRecipe RECIPE = new MlpRecipe(List.of(256, 128), 0.3, 1e-3, 64, 100, 8, 20);

  @Override
  public String name() {
    return "mlp-256-128";
  }

  @Override
  public String description() {
    return "Two hidden layers, dropout 0.3, Adam; stops when a tenth of the groups, held out, says so.";
  }

  @Override
  public FittedMethod fit(TrainingRows rows, long seed, TrainingProgress progress) {
    return new MlpTraining(RECIPE, rows, seed).run(progress);
  }
}
