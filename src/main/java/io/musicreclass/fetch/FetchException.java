package io.musicreclass.fetch;

import java.io.IOException;

/** A failed download: what is wrong and what to do, on one line. */
final class FetchException extends IOException {
  private static final long serialVersionUID = 1;

  FetchException(String what, String remedy) {
    super(what + ". " + remedy);
  }
}
