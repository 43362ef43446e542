package io.musicreclass.engine.tensorrt;

import java.io.IOException;

/** A network does not fit in the memory that is free now; another time it may. */
public final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1;

  /** With what it needs, what is free, and the mend. */
  public NoRoomException(String message) {
    super(message);
  }
}
