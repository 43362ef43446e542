package io.musicreclass.features;

import io.musicreclass.features.loops.CorrelationLoop;
import io.musicreclass.features.loops.Loops;

/** Computes the constant-Q magnitudes of one octave and adds them to their pitch classes. */
final class CqtOctave implements Framer.Receiver {
  private final CorrelationLoop loop;
  private final double[][] pitchClasses;

  /**
   * An octave.
   *
   * @param pitchClasses twelve rows to which magnitudes are added; frames beyond their end are
   *     dropped
   */
  CqtOctave(CorrelationLoop loop, double[][] pitchClasses) {
    this.loop = loop;
    this.pitchClasses = pitchClasses;
  }

  @Override
  public void accept(FrameBlock block) {
    double[] magnitudes = loop.magnitudes(block.samples, block.count);
    for (int b = 0; b < pitchClasses.length; b++) {
      double[] row = pitchClasses[b];
      int count = Math.min(block.count, row.length - block.first);
      for (int i = 0; i < count; i++) {
        row[block.first + i] += magnitudes[b * Loops.LANES + i];
      }
    }
  }
}
