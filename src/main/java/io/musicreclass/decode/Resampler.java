package io.musicreclass.decode;

/** Changes the sample rate. */
final class Resampler {
  private Resampler() {}
}
