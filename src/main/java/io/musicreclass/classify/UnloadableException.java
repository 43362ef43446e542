package io.musicreclass.classify;

/** A part of a model cannot be loaded; the message names the file and the mend. */
public final class UnloadableException extends Exception {
  private static final long serialVersionUID = 1;

  UnloadableException(String message, Throwable cause) {
    super(message, cause);
  }
}
