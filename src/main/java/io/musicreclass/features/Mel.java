package io.musicreclass.features;

import io.musicreclass.features.dsp.MelFilters;
import io.musicreclass.features.loops.Loops;
import java.util.Arrays;

/** The mel filterbank on Slaney's scale, from 0 to half the native rate (SPEC section 13). */
public final class Mel {
  public static final int BANDS = Loops.MEL_BANDS;

  private Mel() {}

  /** The weights for songs of that rate, over the bins of a 2048-point transform. */
  public static double[][] weights(int sampleRate) {
    return MelFilters.slaney(BANDS, 0, sampleRate / 2.0, Loops.SIZE, sampleRate);
  }

  /** Whether some band above the lowest has no weights, as at high rates. */
  static boolean hasEmptyBand(double[][] weights) {
    // The lowest band may be empty: it starts at 0 Hz, which the reference does not check.
    return Arrays.stream(weights).skip(1).anyMatch(w -> Arrays.stream(w).allMatch(v -> v == 0));
  }
}
