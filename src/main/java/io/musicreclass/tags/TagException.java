package io.musicreclass.tags;

import java.io.IOException;

/**
 * A file's tags cannot be read or written. The message gives the reason as a clause about the file
 * ("its FLAC blocks are damaged").
 */
public final class TagException extends IOException {
  private static final long serialVersionUID = 1;

  TagException(String message) {
    super(message);
  }
}
