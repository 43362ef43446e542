package io.musicreclass.train.head;

import io.musicreclass.train.Evaluation;
import io.musicreclass.train.method.TrainingProgress;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses a recipe by its loss after calibration in a cross-validation. First transform and penalty
 * of logistic regression, then what genres and groups count and how strong the labels' prior is,
 * then the penalty again with those; last, MLPs with the best transform and weights. Of equal
 * recipes the earlier one is taken.
 */
final class HeadSearch {
  private static final List<Double> PENALTIES = List.of(0.003, 0.01, 0.03, 0.1, 0.3, 1.0);
  private static final List<Double> GROUP_POWERS = List.of(0.0, 0.25, 0.5);
  private static final List<Double> HIDDEN_PENALTIES = List.of(0.01, 0.03, 0.1);
  private static final List<Double> PRIORS = List.of(0.0, 0.5, 1.0);
  private static final List<Double> FINER = List.of(0.5, 0.7, 1.4, 2.0);
  private static final int HIDDEN = 32;
  private static final int MEMBERS = 5;

  private final CrossValidation validation;
  private final PrintStream out;
  private final Map<HeadRecipe, CrossValidation.Predictions> tried = new LinkedHashMap<>();
  private Optional<HeadRecipe> best = Optional.empty();

  /**
   * What was chosen.
   *
   * @param predictions by which it was chosen
   * @param tried all that were, with their figures, in order
   */
  record Choice(HeadFitter fitter, CrossValidation.Predictions predictions, List<String> tried) {
    Choice {
      tried = List.copyOf(tried);
    }
  }

  HeadSearch(CrossValidation validation, PrintStream out) {
    this.validation = validation;
    this.out = out;
  }

  /** Tries recipes and gives the best. */
  Choice run(HeadOptions options, VectorTable training) {
    List<Transform> transforms =
        options.transforms().stream()
            .map(Transform::of)
            .filter(transform -> transform.fits(training))
            .toList();
    List<Boolean> balance = options.balanced().map(List::of).orElse(List.of(true, false));
    double prior = training.prior().isPresent() ? PRIORS.get(1) : 0;
    for (Transform transform : transforms) {
      for (double c : PENALTIES) {
        attempt(HeadRecipe.logistic(transform, c).withWeights(balance.get(0), 0).withPrior(prior));
      }
    }
    HeadRecipe first = best();
    for (boolean balanced : balance) {
      for (double power : GROUP_POWERS) {
        attempt(first.withWeights(balanced, power));
      }
    }
    if (training.prior().isPresent()) {
      HeadRecipe weighted = best();
      PRIORS.forEach(strength -> attempt(weighted.withPrior(strength)));
    }
    HeadRecipe rough = best();
    for (double factor : FINER) {
      attempt(rough.withPenalty(Math.rint(rough.c() * factor * 1e6) / 1e6));
    }
    if (options.mlp()) {
      HeadRecipe logistic = best();
      for (double c : HIDDEN_PENALTIES) {
        attempt(logistic.withHidden(HIDDEN, MEMBERS, c));
      }
    }
    out.println("Chosen: " + best());
    return new Choice(best(), tried.get(best()), lines());
  }

  private HeadRecipe best() {
    return best.orElseThrow();
  }

  private void attempt(HeadRecipe recipe) {
    if (tried.containsKey(recipe)) {
      return;
    }
    CrossValidation.Predictions predictions = validation.run(recipe, TrainingProgress.none());
    tried.put(recipe, predictions);
    out.println("  " + line(recipe, predictions));
    if (best.isEmpty() || predictions.loss() < tried.get(best.get()).loss()) {
      best = Optional.of(recipe);
    }
  }

  static String line(HeadFitter recipe, CrossValidation.Predictions predictions) {
    Evaluation measured = predictions.evaluation();
    return String.format(
        Locale.ROOT,
        "%s: log loss %.4f, accuracy %.1f %%, balanced %.1f %%",
        recipe,
        predictions.loss(),
        100 * measured.accuracy(),
        100 * measured.balancedAccuracy());
  }

  /** All recipes with their figures, in the order they were tried. */
  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    tried.forEach((recipe, predictions) -> lines.add(line(recipe, predictions)));
    return lines;
  }
}
