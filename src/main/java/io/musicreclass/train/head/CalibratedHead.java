package io.musicreclass.train.head;

import io.musicreclass.models.Card;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A fitted head at a temperature. */
interface CalibratedHead {
  /** The same head at another temperature. */
  CalibratedHead at(double temperature);

  double temperature();

  /** The calibrated logits of a row as it is in the table. */
  double[] logits(double[] row);

  /** The scaler for its card; empty: the network takes the values as they are. */
  Optional<Card.Scaler> scaler();

  /** The head as an ONNX file. */
  byte[] toOnnx();

  /** How its training went, for its card. */
  default Map<String, Object> history() {
    return new TreeMap<>();
  }

  /** A row and its logits, as a check for every machine that runs the head. */
  default Card.Golden golden(double[] row) {
    return new Card.Golden(
        Arrays.stream(row).boxed().toList(), Arrays.stream(logits(row)).boxed().toList());
  }
}
