package io.musicreclass.features;

/**
 * Consecutive overlapping frames of a mirrored signal: frame j of the block starts at {@code
 * samples[hop * j]}.
 */
final class FrameBlock {
  /** Number of its first frame in the song. */
  final int first;

  final int count;
  final float[] samples;

  /** Samples from here (inclusive) to {@link #realTo} (exclusive) are real, others mirrored. */
  final int realFrom;

  final int realTo;

  FrameBlock(int first, int count, float[] samples, int realFrom, int realTo) {
    this.first = first;
    this.count = count;
    this.samples = samples;
    this.realFrom = realFrom;
    this.realTo = realTo;
  }
}
