package io.musicreclass.train.method;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The MLP of the earlier project's {@code train_msd.py}: two hidden layers of 256 and 128 ReLUs
 * with dropout, on standardised inputs, trained by Adam in batches of 64. Its checkpoints do not
 * tell the rates of dropout and Adam; these are the usual ones.
 */
final class MlpMethod implements HeadMethod {
  static final MlpRecipe RECIPE = new MlpRecipe(List.of(256, 128), 0.3, 1e-3, 64, 200, 20, 60);

  @Override
  public String name() {
    return "mlp-256-128";
  }

  @Override
  public String description() {
    return "Two hidden layers, dropout 0.3, Adam; trained on all rows for as many epochs as a tenth of the"
        + " groups, held out, found best.";
  }

  @Override
  public FittedMethod fit(TrainingRows rows, long seed, TrainingProgress progress) {
    return fit(RECIPE, rows, seed, progress);
  }

  /**
   * Finds the number of epochs by early stopping, then trains anew on all rows for as many: the
   * rows held out are too many to do without.
   */
  static FittedMlp fit(MlpRecipe recipe, TrainingRows rows, long seed, TrainingProgress progress) {
    FittedMlp found = new MlpTraining(recipe, rows, seed).run(progress);
    if (found.heldOut() == 0) {
      return found;
    }
    MlpRecipe all = recipe.withoutEarlyStopping(found.bestEpoch());
    TrainingProgress then =
        new SecondTraining(progress, progress.part("all-rows"), found.epochs().size());
    return found.refitted(new MlpTraining(all, rows, seed).run(then));
  }

  /** Its epochs count on from those of the first. */
  private record SecondTraining(TrainingProgress told, TrainingProgress kept, int before)
      implements TrainingProgress {
    @Override
    public void report(int done, int of, String unit) {
      told.report(before + done, before + of, unit);
    }

    @Override
    public Optional<byte[]> stored() {
      return kept.stored();
    }

    @Override
    public void store(Supplier<byte[]> state) {
      kept.store(state);
    }
  }
}
