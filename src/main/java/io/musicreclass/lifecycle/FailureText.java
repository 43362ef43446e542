package io.musicreclass.lifecycle;

import io.musicreclass.track.ExplainedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** What failed, in words: what the disk refused, or what broke in the program or below it. */
public final class FailureText {
  private FailureText() {}

  /** What broke: memory, an engine, or the program itself. */
  public static String of(Throwable e) {
    if (e instanceof OutOfMemoryError) {
      return "there was not enough memory (" + e.getMessage() + ")";
    }
    if (e instanceof TimeoutException && e.getMessage() != null) {
      return e.getMessage();
    }
    boolean worded = e.getClass() == IllegalStateException.class || e instanceof ExplainedException;
    return worded && e.getMessage() != null
        ? String.valueOf(e.getMessage())
        : "an error in the program: " + e;
  }

  /** The same failure with the file system on which a file was to be written. */
  public static IOException on(Path target, IOException e) {
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
