package io.musicreclass.train;

import java.io.IOException;
import java.nio.file.Path;

/** A table or split that cannot be used; the message says where and why. */
final class TableException extends IOException {
  private static final long serialVersionUID = 1;

  TableException(Path file, String reason) {
    super(file + ": " + reason);
  }

  /**
   * @param line 1 is the header
   */
  TableException(Path file, int line, String reason) {
    super(file + " line " + line + ": " + reason);
  }
}
