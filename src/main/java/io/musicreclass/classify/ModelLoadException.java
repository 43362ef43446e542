package io.musicreclass.classify;

/** A part of a model cannot be loaded; the message names the file and the remedy. */
final class ModelLoadException extends Exception {
  private static final long serialVersionUID = 1;

  ModelLoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
