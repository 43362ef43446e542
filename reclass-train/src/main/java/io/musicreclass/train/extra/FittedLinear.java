package io.musicreclass.train.extra;

import io.musicreclass.convert.onnx.OnnxHead;
import io.musicreclass.models.Card;
import io.musicreclass.train.method.Epoch;
import io.musicreclass.train.method.FittedMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A linear head on standardised rows: one layer. */
record FittedLinear(
    Standardiser inputs, Linear linear, Map<String, Object> describe, List<Epoch> epochs)
    implements FittedMethod {
  @Override
  public double[] logits(double[] row) {
    return linear.logits(inputs.apply(row));
  }

  @Override
  public byte[] toOnnx(double temperature) {
    return new OnnxHead(linear.width())
        .layer(linear.weights(temperature), linear.bias(temperature))
        .toBytes();
  }

  @Override
  public Optional<Card.Scaler> scaler() {
    return Optional.of(inputs.toCard());
  }
}
