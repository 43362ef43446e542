package io.musicreclass.train.head;

import io.musicreclass.train.method.TrainingProgress;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hyperparameters of a head.
 *
 * @param transform of the inputs
 * @param hidden units of the hidden layer; 0: logistic regression
 * @param members networks from different initial weights, whose logits are averaged; 1 for logistic
 *     regression, which has one solution
 * @param c inverse strength of the penalty on squared weights: the sum of losses counts c times
 * @param balanced whether all genres count the same, however many rows they have
 * @param groupPower a row counts its group's size to the power of minus this: 0, all rows the same;
 *     1, all groups the same
 * @param prior weight of the labels' own genres, towards which logistic regression is regularised
 */
record HeadRecipe(
    Transform transform,
    int hidden,
    int members,
    double c,
    boolean balanced,
    double groupPower,
    double prior)
    implements HeadFitter {
  /** Logistic regression without a prior in which all rows count the same. */
  static HeadRecipe logistic(Transform transform, double c) {
    return new HeadRecipe(transform, 0, 1, c, false, 0, 0);
  }

  HeadRecipe withPenalty(double inverseStrength) {
    return new HeadRecipe(transform, hidden, members, inverseStrength, balanced, groupPower, prior);
  }

  HeadRecipe withWeights(boolean balancedGenres, double power) {
    return new HeadRecipe(transform, hidden, members, c, balancedGenres, power, prior);
  }

  HeadRecipe withPrior(double strength) {
    return new HeadRecipe(transform, hidden, members, c, balanced, groupPower, strength);
  }

  /** MLPs, which have no prior. */
  HeadRecipe withHidden(int units, int networks, double inverseStrength) {
    return new HeadRecipe(transform, units, networks, inverseStrength, balanced, groupPower, 0);
  }

  @Override
  public CalibratedHead fit(VectorTable table, long seed, TrainingProgress progress) {
    return FittedHead.fit(this, table, seed);
  }

  @Override
  public Map<String, Object> describe() {
    Map<String, Object> text = new TreeMap<>();
    text.put("method", hidden == 0 ? "logistic regression" : "mlp");
    text.put("transform", transform.toString());
    text.put("c", c);
    text.put("class_weights", balanced ? "balanced" : "none");
    text.put("group_weight_power", groupPower);
    text.put("label_prior", prior);
    if (hidden > 0) {
      text.put("hidden", hidden);
      text.put("members", members);
    }
    return text;
  }

  /** For people, on one line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %s, C %s, %s, group power %s, label prior %s",
        transform,
        hidden == 0 ? "logistic regression" : members + " MLPs of " + hidden + " units",
        plain(c),
        balanced ? "balanced genres" : "genres as they are",
        plain(groupPower),
        plain(prior));
  }

  /** Digits that are the same in every Java version, unlike those of {@code Double.toString}. */
  private static String plain(double value) {
    String digits = String.format(Locale.ROOT, "%.6f", value);
    return digits.replaceFirst("\\.?0+$", "");
  }
}
