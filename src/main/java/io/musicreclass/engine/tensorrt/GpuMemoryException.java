package io.musicreclass.engine.tensorrt;

import java.io.IOException;

/** A network does not fit into the memory that is free now; a later attempt may succeed. */
public final class GpuMemoryException extends IOException {
  private static final long serialVersionUID = 1;

  /** The message says what is needed, what is free and what to do. */
  public GpuMemoryException(String message) {
    super(message);
  }
}
