package io.musicreclass.features;

import io.musicreclass.features.loops.FrameValues;
import io.musicreclass.features.loops.FrameValues.Power;
import org.jspecify.annotations.Nullable;

/** The results of one block of frames. */
final class SpectralBlock {
  final int first;
  final int count;

  /** One value per frame. */
  final double[] zcr;

  final FrameValues values;

  SpectralBlock(FrameBlock frames, FrameValues values) {
    first = frames.first;
    count = frames.count;
    zcr = ZeroCrossings.rates(frames);
    this.values = values;
  }

  /** Frees the power spectra, if they were kept. */
  void release() {
    @Nullable Power power = values.power();
    if (power != null) {
      power.close();
    }
  }
}
