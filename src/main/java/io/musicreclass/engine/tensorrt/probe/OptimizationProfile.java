package io.musicreclass.engine.tensorrt.probe;

import java.util.List;

/**
 * The shapes that an engine is compiled for. Axes of fixed size are equal in all three.
 *
 * @param least sizes of the input's axes, the batch first
 * @param best the sizes it is tuned for
 * @param most the largest sizes
 */
public record OptimizationProfile(List<Long> least, List<Long> best, List<Long> most) {
  public OptimizationProfile {
    least = List.copyOf(least);
    best = List.copyOf(best);
    most = List.copyOf(most);
    boolean sound = least.size() == best.size() && best.size() == most.size() && !least.isEmpty();
    for (int i = 0; i < least.size() && sound; i++) {
      sound = 1 <= least.get(i) && least.get(i) <= best.get(i) && best.get(i) <= most.get(i);
    }
    if (!sound) {
      throw new IllegalArgumentException(
          "Shapes must grow from least to most: " + least + ", " + best + ", " + most);
    }
  }
}
