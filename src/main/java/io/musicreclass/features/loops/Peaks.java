package io.musicreclass.features.loops;

import java.util.Arrays;

/** The spectral peaks of a block of frames (SPEC section 3, steps 1 to 4), in no certain order. */
public final class Peaks {
  private float[] magnitudes;
  private float[] pitches;
  private int count;

  Peaks() {
    this(new float[256], new float[256], 0);
  }

  /** Keeps the arrays. */
  Peaks(float[] magnitudes, float[] pitches, int count) {
    this.magnitudes = magnitudes;
    this.pitches = pitches;
    this.count = count;
  }

  public int count() {
    return count;
  }

  public float magnitude(int peak) {
    return magnitudes[peak];
  }

  /** In Hz, above 0. */
  public float pitch(int peak) {
    return pitches[peak];
  }

  void add(float magnitude, float pitch) {
    if (count == magnitudes.length) {
      magnitudes = Arrays.copyOf(magnitudes, 2 * count);
      pitches = Arrays.copyOf(pitches, 2 * count);
    }
    magnitudes[count] = magnitude;
    pitches[count++] = pitch;
  }
}
