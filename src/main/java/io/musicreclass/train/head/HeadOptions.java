package io.musicreclass.train.head;

import java.util.List;
import java.util.Optional;

/**
 * How a head is chosen.
 *
 * @param transforms to try; those that are not defined for all values of the table are left out
 * @param balanced whether all genres count the same; empty: both are tried
 * @param mlp whether MLPs are tried
 * @param folds of the cross-validation
 * @param repeats of the cross-validation
 */
public record HeadOptions(
    List<Transform> transforms, Optional<Boolean> balanced, boolean mlp, int folds, int repeats) {
  public static final HeadOptions DEFAULT =
      new HeadOptions(List.of(Transform.values()), Optional.empty(), true, 5, 3);

  public HeadOptions {
    transforms = List.copyOf(transforms);
  }
}
