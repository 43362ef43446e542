package io.musicreclass.tags;

import java.io.IOException;

/** The tags of a file cannot be read or written; the message says why. */
public final class TagException extends IOException {
  private static final long serialVersionUID = 1;

  TagException(String message) {
    super(message);
  }
}
