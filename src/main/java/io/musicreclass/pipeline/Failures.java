package io.musicreclass.pipeline;

import io.musicreclass.shelve.FileSystemName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What the disk refused, in words. */
final class Failures {
  private Failures() {}

  /** The same failure with the file system on which a file was to be written. */
  static IOException on(Path target, IOException e) {
    String reason = of(e);
    String system = FileSystemName.of(target);
    String full = reason.contains("No space left") ? ": free space there" : "";
    return reason.contains(system) ? e : new IOException(reason + " (" + system + ")" + full, e);
  }

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
