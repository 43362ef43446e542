package io.musicreclass.train.method;

import io.musicreclass.models.Card;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A head that was fitted to rows. Any number of threads may use it. */
public interface FittedMethod {
  /** The logits of a row as it is in the table, not calibrated: one for each genre. */
  double[] logits(double[] row);

  /**
   * The head as an ONNX file: floats [N, width] to logits [N, genres].
   *
   * @param temperature by which the logits are divided
   */
  byte[] toOnnx(double temperature);

  /** What is applied to a row before the network of {@link #toOnnx}; empty: nothing. */
  Optional<Card.Scaler> scaler();

  /** Its hyperparameters, for its card. */
  Map<String, Object> describe();

  /** How the training went; empty for a method without epochs. */
  List<Epoch> epochs();
}
