package io.musicreclass.features;

/** The mel filterbank on Slaney's scale, from 0 to half the native rate (SPEC section 13). */
final class Mel {
  static final int BANDS = 128;

  private Mel() {}

  /** The bank for songs of that rate, over the bins of a 2048-point transform. */
  static Filterbank bank(int sampleRate) {
    return new Filterbank(MelFilters.slaney(BANDS, 0, sampleRate / 2.0, Spectrum.SIZE, sampleRate));
  }
}
