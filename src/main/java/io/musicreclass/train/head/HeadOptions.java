package io.musicreclass.train.head;

import io.musicreclass.train.method.HeadMethod;
import java.nio.file.Path;
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
 * @param checkpoint folder in which the state of that method's trainings is kept
 */
public record HeadOptions(
    List<String> transforms,
    Optional<Boolean> balanced,
    boolean mlp,
    int folds,
    int repeats,
    Optional<HeadMethod> method,
    Optional<Path> checkpoint) {
  /** All transforms. */
  public static final List<String> ALL = List.of("none", "sqrt", "logit");

  public HeadOptions {
    transforms = List.copyOf(transforms);
    transforms.forEach(Transform::of);
  }

  /** Without a checkpoint. */
  public HeadOptions(
      List<String> transforms,
      Optional<Boolean> balanced,
      boolean mlp,
      int folds,
      int repeats,
      Optional<HeadMethod> method) {
    this(transforms, balanced, mlp, folds, repeats, method, Optional.empty());
  }

  /** For people: {@code once} or {@code 3 times}. */
  String times() {
    return repeats == 1 ? "once" : repeats + " times";
  }
}
