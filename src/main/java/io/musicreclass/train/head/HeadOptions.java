package io.musicreclass.train.head;

import io.musicreclass.train.method.HeadMethod;
import java.util.List;
import java.util.Optional;

/**
 * How a head is chosen.
 *
 * @param transforms to try, by name; those that are not defined for all values of the table are
 *     left out
 * @param balanced whether all genres count the same; empty: both are tried
 * @param mlp whether MLPs are tried
 * @param folds of the cross-validation
 * @param repeats of the cross-validation
 * @param method the only one that is tried; empty: logistic regression and MLPs are searched
 */
public record HeadOptions(
    List<String> transforms,
    Optional<Boolean> balanced,
    boolean mlp,
    int folds,
    int repeats,
    Optional<HeadMethod> method) {
  /** All transforms. */
  public static final List<String> ALL = List.of("none", "sqrt", "logit");

  public HeadOptions {
    transforms = List.copyOf(transforms);
    transforms.forEach(Transform::of);
  }

  /** For people: {@code once} or {@code 3 times}. */
  String times() {
    return repeats == 1 ? "once" : repeats + " times";
  }
}
