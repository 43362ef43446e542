package io.musicreclass.track;

import java.util.Arrays;

/** An encoder's output for a song: a vector whose width the model's card states. */
public final class Embedding {
  private final float[] values;

  private Embedding(float[] values) {
    this.values = values;
  }

  /** An embedding of these values (copied). */
  public static Embedding of(float[] values) {
    return new Embedding(values.clone());
  }

  public int width() {
    return values.length;
  }

  /** The values (a copy). */
  public float[] toArray() {
    return values.clone();
  }

  /** Whether no value is NaN or infinite. */
  public boolean isFinite() {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding e && Arrays.equals(values, e.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
