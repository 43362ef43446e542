package io.musicreclass.csv;

import java.io.IOException;

/** A file that is not CSV; the message names the line and what is wrong. */
public final class CsvException extends IOException {
  private static final long serialVersionUID = 1L;

  CsvException(int line, String what, Throwable cause) {
    super("line " + line + " " + what, cause);
  }
}
