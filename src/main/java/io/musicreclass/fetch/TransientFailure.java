package io.musicreclass.fetch;

/** A failed attempt that may succeed later. */
final class TransientFailure extends Exception {
  private static final long serialVersionUID = 1;

  TransientFailure(String reason) {
    super(reason);
  }
}
