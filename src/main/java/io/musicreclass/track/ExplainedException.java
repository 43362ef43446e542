package io.musicreclass.track;

/** A failure whose message tells a user what is wrong and what to do. */
public abstract class ExplainedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  protected ExplainedException(String message) {
    super(message);
  }

  protected ExplainedException(String message, Throwable cause) {
    super(message, cause);
  }
}
