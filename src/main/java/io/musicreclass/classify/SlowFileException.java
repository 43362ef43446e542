package io.musicreclass.classify;

import java.io.IOException;
import java.time.Duration;

/** A file could not be read in time: its disk or share does not respond, or it is malformed. */
public final class SlowFileException extends IOException {
  private static final long serialVersionUID = 1;

  SlowFileException(Duration limit) {
    super("it could not be read within " + limit.toSeconds() + " s");
  }

  SlowFileException(String message) {
    super(message);
  }
}
