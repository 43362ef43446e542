package io.musicreclass.fetch;

import java.io.IOException;

/** A download that cannot be had: what is wrong and what would mend it, in one line. */
final class FetchException extends IOException {
  private static final long serialVersionUID = 1;

  FetchException(String what, String mend) {
    super(what + ". " + mend);
  }
}
