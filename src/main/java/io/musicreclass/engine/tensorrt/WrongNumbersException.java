package io.musicreclass.engine.tensorrt;

import java.io.IOException;

/** A compiled engine says something else than the CPU. */
final class WrongNumbersException extends IOException {
  private static final long serialVersionUID = 1;

  WrongNumbersException(String message) {
    super(message);
  }
}
