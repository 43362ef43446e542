package io.musicreclass.features;

import io.musicreclass.features.dsp.Filterbank;
import io.musicreclass.features.dsp.MelFilters;

/** The mel filterbank on Slaney's scale, from 0 to half the native rate (SPEC section 13). */
public final class Mel {
  public static final int BANDS = 128;

  private Mel() {}

  /** The bank for songs of that rate, over the bins of a 2048-point transform. */
  public static Filterbank bank(int sampleRate) {
    return new Filterbank(MelFilters.slaney(BANDS, 0, sampleRate / 2.0, Spectrum.SIZE, sampleRate));
  }
}
