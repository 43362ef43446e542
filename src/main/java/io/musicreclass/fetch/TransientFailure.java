package io.musicreclass.fetch;

/** A try that failed in a way that may pass. */
final class TransientFailure extends Exception {
  private static final long serialVersionUID = 1;

  TransientFailure(String reason) {
    super(reason);
  }
}
