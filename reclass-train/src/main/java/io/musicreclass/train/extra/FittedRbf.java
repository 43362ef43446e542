package io.musicreclass.train.extra;

import io.musicreclass.models.Card;
import io.musicreclass.train.method.Epoch;
import io.musicreclass.train.method.FittedMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A support vector machine on standardised rows. */
record FittedRbf(Standardiser inputs, SupportVectors vectors, Map<String, Object> describe)
    implements FittedMethod {
  @Override
  public double[] logits(double[] row) {
    return vectors.logits(inputs.apply(row));
  }

  @Override
  public byte[] toOnnx(double temperature) {
    return vectors.toOnnx(temperature);
  }

  @Override
  public Optional<Card.Scaler> scaler() {
    return Optional.of(inputs.toCard());
  }

  @Override
  public List<Epoch> epochs() {
    return List.of();
  }
}
