package io.musicreclass.fetch;

/** A try that failed in a way that may pass. */
final class Interruption extends Exception {
  private static final long serialVersionUID = 1;

  Interruption(String reason) {
    super(reason);
  }
}
