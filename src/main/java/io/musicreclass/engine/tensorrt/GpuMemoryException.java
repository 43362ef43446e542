package io.musicreclass.engine.tensorrt;

import java.io.IOException;

/** A network does not fit in the memory that is free now; another time it may. */
public final class GpuMemoryException extends IOException {
  private static final long serialVersionUID = 1;

  /** With what it needs, what is free, and the mend. */
  public GpuMemoryException(String message) {
    super(message);
  }
}
