package io.musicreclass.organize;

import io.musicreclass.libc.LibC;
import io.musicreclass.lifecycle.FileSystemName;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Renames a file, without ever replacing another one.
 *
 * <p>In one system call if kernel and file system support it; otherwise by a hard link and the
 * removal of the old name; on file systems without hard links (exFAT, FAT, many FUSE and network
 * file systems) by renaming over an empty file that reserves the new name.
 */
final class NoReplaceRename {
  private final RenameCalls calls;

  NoReplaceRename(RenameCalls calls) {
    this.calls = calls;
  }

  /** The result. */
  enum Outcome {
    DONE,
    TAKEN,
    OTHER_FILE_SYSTEM
  }

  /**
   * Renames a file.
   *
   * @throws IOException if the system refuses it; both folders are unchanged then
   */
  Outcome rename(Path from, Path to) throws IOException {
    int error = calls.renameNoReplace(from, to);
    return RenameCalls.isUnsupported(error) ? link(from, to) : outcome(error, from, to);
  }

  /** Renames by hard link: the file has at least one name at every moment. */
  private Outcome link(Path from, Path to) throws IOException {
    int error = calls.link(from, to);
    if (RenameCalls.isUnsupported(error)) {
      return replacePlaceholder(from, to);
    }
    Outcome outcome = outcome(error, from, to);
    if (outcome == Outcome.DONE) {
      int removal = calls.remove(from);
      if (removal != 0) {
        calls.remove(to);
        throw refused(removal, from, to);
      }
    }
    return outcome;
  }

  private Outcome replacePlaceholder(Path from, Path to) throws IOException {
    Outcome reserved = outcome(calls.createNew(to), from, to);
    if (reserved != Outcome.DONE) {
      return reserved;
    }
    if (!isPlaceholder(to)) {
      return Outcome.TAKEN; // another program has written to it
    }
    int error = calls.rename(from, to);
    if (error != 0 && isPlaceholder(to)) {
      calls.remove(to);
    }
    return outcome(error, from, to);
  }

  /** Whether a file only reserves its name: it is empty, which a song never is. */
  static boolean isPlaceholder(Path file) throws IOException {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == 0;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Outcome outcome(int error, Path from, Path to) throws IOException {
    return switch (error) {
      case 0 -> Outcome.DONE;
      case LibC.EEXIST -> Outcome.TAKEN;
      case LibC.EXDEV -> Outcome.OTHER_FILE_SYSTEM;
      default -> throw refused(error, from, to);
    };
  }

  private static IOException refused(int error, Path from, Path to) {
    return new IOException(
        SongFile.text(from)
            + " cannot be renamed to "
            + SongFile.text(to)
            + " ("
            + RenameCalls.text(error)
            + ", "
            + FileSystemName.of(to)
            + "): check permissions and free space of both folders");
  }
}
