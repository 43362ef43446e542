package io.musicreclass.decode;

import io.musicreclass.track.FileErrors;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Checks a file before it is opened: opening a pipe would block, and reading a device may never
 * end. Links are followed.
 */
final class FileGuard {
  /** A file's state, which must be the same in all passes over a song. */
  record Stamp(Object key, long size, FileTime mtime) {}

  /** Start of the system's description of ELOOP. */
  private static final String LOOP = "Too many levels of symbolic links";

  private FileGuard() {}

  /** The state of a readable file that is not empty. */
  static Stamp check(Path file) throws UnreadableException {
    Stamp stamp = stamp(file);
    if (!Files.isReadable(file)) {
      throw new UnreadableException(
          Decoded.Reason.NO_PERMISSION,
          file,
          "is not readable by this user: change its owner or permissions (chmod a+r)");
    }
    if (stamp.size == 0) {
      throw new UnreadableException(
          Decoded.Reason.EMPTY, file, "is empty (0 bytes); copy it again");
    }
    return stamp;
  }

  private static Stamp stamp(Path file) throws UnreadableException {
    try {
      BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
      if (a.isRegularFile()) {
        Object key = a.fileKey();
        return new Stamp(key == null ? file : key, a.size(), a.lastModifiedTime());
      }
      throw new UnreadableException(
          Decoded.Reason.NOT_A_FILE,
          file,
          a.isDirectory()
              ? "is a folder, not a song; name the songs in it"
              : "is a pipe, socket or device, not a file; copy its audio into a file");
    } catch (AccessDeniedException e) {
      throw new UnreadableException(
          Decoded.Reason.NO_PERMISSION,
          file,
          "is in a folder that this user cannot access: change the folder's owner or permissions");
    } catch (UnreadableException e) {
      throw e;
    } catch (IOException e) {
      throw refusal(file, e);
    }
  }

  private static UnreadableException refusal(Path file, IOException e) {
    if (FileErrors.isAbsence(e)) {
      return new UnreadableException(
          Decoded.Reason.GONE, file, "no longer exists, or is a broken link");
    }
    String reason = FileErrors.reason(e);
    if (reason.startsWith(LOOP)) {
      return new UnreadableException(
          Decoded.Reason.GONE, file, "is a link that leads back to itself");
    }
    return new UnreadableException(
        Decoded.Reason.UNREACHABLE, file, "cannot be reached (" + reason + "); check its medium");
  }
}
