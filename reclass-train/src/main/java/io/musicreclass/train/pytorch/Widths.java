package io.musicreclass.train.pytorch;

import java.util.List;

/**
 * Widths of the residual network: multiples of 16, as with some others gradients of PyTorch 2.7 on
 * the CPU are not numbers.
 *
 * @param groups channels of the four groups of blocks
 * @param classifier of the classifier's hidden layers
 */
record Widths(List<Integer> groups, List<Integer> classifier) {
  /** As {@code train_gtzan_enhanced} has them. */
  static final Widths ENHANCED = new Widths(List.of(64, 128, 256, 512), List.of(512, 256, 128));

  int group(int n) {
    return groups.get(n);
  }

  int hidden(int layer) {
    return classifier.get(layer);
  }
}
