package io.musicreclass.track;

/** An exception whose message states the problem and the remedy for users. */
public abstract class ExplainedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  protected ExplainedException(String message) {
    super(message);
  }

  protected ExplainedException(String message, Throwable cause) {
    super(message, cause);
  }
}
