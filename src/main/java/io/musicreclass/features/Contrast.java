package io.musicreclass.features;

import io.musicreclass.features.dsp.Decibels;
import io.musicreclass.features.loops.FrameValues;
import io.musicreclass.features.loops.Loops;
import java.util.List;
import java.util.function.Function;

/** Spectral contrast: peaks above valleys of frames in seven octave bands (SPEC section 12). */
final class Contrast {
  private static final int BANDS = Loops.CONTRAST_BANDS;

  private Contrast() {}

  /** Seven rows over all frames of a song: peak minus valley in dB, each with its own floor. */
  static double[][] rows(List<SpectralBlock> blocks, int frames) {
    double peakFloor = loudest(blocks, v -> v.peak) - Decibels.RANGE;
    double valleyFloor = loudest(blocks, v -> v.valley) - Decibels.RANGE;
    double[][] rows = new double[BANDS][frames];
    for (SpectralBlock block : blocks) {
      for (int b = 0; b < BANDS; b++) {
        for (int j = 0; j < block.count; j++) {
          double peak = Math.max(peakFloor, block.values.peak[b * Loops.LANES + j]);
          double valley = Math.max(valleyFloor, block.values.valley[b * Loops.LANES + j]);
          rows[b][block.first + j] = peak - valley;
        }
      }
    }
    return rows;
  }

  private static double loudest(
      List<SpectralBlock> blocks, Function<FrameValues, double[]> matrix) {
    double loudest = Double.NEGATIVE_INFINITY;
    for (SpectralBlock block : blocks) {
      double[] values = matrix.apply(block.values);
      for (int b = 0; b < BANDS; b++) {
        for (int j = 0; j < block.count; j++) {
          loudest = Math.max(loudest, values[b * Loops.LANES + j]);
        }
      }
    }
    return loudest;
  }
}
