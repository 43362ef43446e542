package io.musicreclass.pipeline;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What the disk refused, in words. */
final class Failures {
  private Failures() {}

  static String of(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile() + ": give this user the right to write there";
    }
    if (e instanceof NoSuchFileException gone) {
      return gone.getFile() + " is not there any more";
    }
    if (e instanceof FileSystemException refused && refused.getReason() != null) {
      return refused.getFile() + ": " + refused.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
