package io.musicreclass.similar;

import io.musicreclass.models.Card;
import io.musicreclass.track.Embedding;
import java.util.Optional;

/** Embeddings as vectors of length 1: their dot product is the cosine of the angle between them. */
final class Vector {
  private Vector() {}

  /**
   * The vector of an encoder's output, without the scores of its classes.
   *
   * @return empty if it has no direction, or if the output is not of this encoder
   */
  static Optional<float[]> of(Embedding output, Card.Encoder encoder) {
    if (output.width() != encoder.outputs() || !output.isFinite()) {
      return Optional.empty();
    }
    float[] values = encoder.embedding(output.toArray());
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    if (squares == 0) {
      return Optional.empty();
    }
    double scale = 1 / Math.sqrt(squares);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * scale);
    }
    return Optional.of(values);
  }
}
