package io.musicreclass.train;

import java.io.IOException;
import java.nio.file.Path;

/** A table or split that cannot be used; the message names file, line and reason. */
final class GtzanTableException extends IOException {
  private static final long serialVersionUID = 1;

  GtzanTableException(Path file, String reason) {
    super(file + ": " + reason);
  }

  /**
   * @param line 1 is the header
   */
  GtzanTableException(Path file, int line, String reason) {
    super(file + " line " + line + ": " + reason);
  }
}
