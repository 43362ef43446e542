package io.musicreclass.track;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Tells a file that does not exist from one that could not be looked at: without permission, with
 * no file descriptor left, on a broken disk or a share that does not answer, nothing is known about
 * it.
 */
public final class FileErrors {
  /** The text of ENOTDIR, for which Java has no exception of its own. */
  private static final String NOT_A_DIRECTORY = "Not a directory";

  private FileErrors() {}

  /** Whether the failure proves that there is no such file. */
  public static boolean isAbsence(IOException e) {
    return e instanceof NoSuchFileException
        || (e instanceof FileSystemException failed && NOT_A_DIRECTORY.equals(failed.getReason()));
  }

  /**
   * Whether something has this name; a link is not followed.
   *
   * @throws IOException when that cannot be found out
   */
  public static boolean exists(Path path) throws IOException {
    try {
      Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (IOException e) {
      if (isAbsence(e)) {
        return false;
      }
      throw e;
    }
  }

  /** What the system said, in a few words. */
  public static String reason(IOException e) {
    return e instanceof FileSystemException failed && failed.getReason() != null
        ? failed.getReason()
        : String.valueOf(e.getMessage());
  }
}
