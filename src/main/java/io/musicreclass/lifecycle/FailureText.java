package io.musicreclass.lifecycle;

import io.musicreclass.track.ExplainedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** User-facing descriptions of exceptions. */
public final class FailureText {
  private FailureText() {}

  /** Describes a failure of memory, of a disk, of an engine or of the program itself. */
  public static String of(Throwable e) {
    if (e instanceof UncheckedIOException io && io.getCause() != null) {
      return of(io.getCause());
    }
    if (e instanceof IOException io) {
      return refusal(io);
    }
    if (e instanceof OutOfMemoryError) {
      return "out of memory (" + e.getMessage() + ")";
    }
    if (e instanceof TimeoutException && e.getMessage() != null) {
      return e.getMessage();
    }
    boolean explained =
        e.getClass() == IllegalStateException.class || e instanceof ExplainedException;
    return explained && e.getMessage() != null
        ? String.valueOf(e.getMessage())
        : "internal error: " + e;
  }

  /**
   * Whether some work needed more memory than there was. A limit on threads is reported by the same
   * error, but concerns all work.
   */
  public static boolean isOutOfMemory(Throwable e) {
    return e instanceof OutOfMemoryError
        && !String.valueOf(e.getMessage()).contains("native thread");
  }

  /** Adds the target's file system to a failure to write it. */
  public static IOException on(Path target, IOException e) {
    String reason = refusal(e);
    String system = FileSystemName.of(target);
    String full = reason.contains("No space left") ? "; free some space there" : "";
    return reason.contains(system) ? e : new IOException(reason + " (" + system + ")" + full, e);
  }

  /** Describes what the operating system refused to read or to write. */
  private static String refusal(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile() + "; grant this user access";
    }
    if (e instanceof NoSuchFileException gone) {
      return gone.getFile() + " no longer exists";
    }
    if (e instanceof FileSystemException refused && refused.getReason() != null) {
      return refused.getFile() + ": " + refused.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
