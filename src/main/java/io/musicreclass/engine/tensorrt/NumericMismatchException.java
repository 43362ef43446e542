package io.musicreclass.engine.tensorrt;

import java.io.IOException;

/** A compiled engine's output differs from the CPU's. */
final class NumericMismatchException extends IOException {
  private static final long serialVersionUID = 1;

  NumericMismatchException(String message) {
    super(message);
  }
}
