package io.musicreclass.track;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Distinguishes a file that does not exist from one whose existence is unknown: a missing
 * permission, exhausted file descriptors, a faulty disk or an unresponsive share prove nothing.
 */
public final class FileErrors {
  /** Message of ENOTDIR, for which Java has no exception type. */
  private static final String NOT_A_DIRECTORY = "Not a directory";

  private FileErrors() {}

  /** Whether the exception proves that the file does not exist. */
  public static boolean isAbsence(IOException e) {
    return e instanceof NoSuchFileException
        || (e instanceof FileSystemException failed && NOT_A_DIRECTORY.equals(failed.getReason()));
  }

  /**
   * Whether a file of any kind exists at the path; links are not followed.
   *
   * @throws IOException if that cannot be determined
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

  /** The operating system's short description of the error. */
  public static String reason(IOException e) {
    return e instanceof FileSystemException failed && failed.getReason() != null
        ? failed.getReason()
        : String.valueOf(e.getMessage());
  }
}
