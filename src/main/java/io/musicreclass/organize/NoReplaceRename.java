package io.musicreclass.organize;

import io.musicreclass.lifecycle.FileSystemName;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Gives a file another name, unless something has that name already.
 *
 * <p>In one call where the system and the file system have it; else by a second name and the
 * removal of the first; where the file system has no second names either (exFAT, FAT, many FUSE and
 * network file systems), over an empty file that reserves the name.
 */
final class NoReplaceRename {
  private final RenameCalls calls;

  NoReplaceRename(RenameCalls calls) {
    this.calls = calls;
  }

  /** What became of it. */
  enum Outcome {
    DONE,
    TAKEN,
    OTHER_FILE_SYSTEM
  }

  /**
   * Renames a file.
   *
   * @throws IOException when that is refused; both folders are as they were
   */
  Outcome rename(Path from, Path to) throws IOException {
    int error = calls.renameNoReplace(from, to);
    return RenameCalls.isUnsupported(error) ? link(from, to) : outcome(error, from, to);
  }

  /** At no moment the file has no name. */
  private Outcome link(Path from, Path to) throws IOException {
    int error = calls.link(from, to);
    if (RenameCalls.isUnsupported(error)) {
      return replacePlaceholder(from, to);
    }
    Outcome outcome = outcome(error, from, to);
    if (outcome == Outcome.DONE) {
      int kept = calls.remove(from);
      if (kept != 0) {
        calls.remove(to);
        throw refused(kept, from, to);
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
      return Outcome.TAKEN; // somebody has written into it at once
    }
    int error = calls.rename(from, to);
    if (error != 0 && isPlaceholder(to)) {
      calls.remove(to);
    }
    return outcome(error, from, to);
  }

  /** Whether a name is only reserved: no song is an empty file. */
  static boolean isPlaceholder(Path file) throws IOException {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == 0;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private static Outcome outcome(int error, Path from, Path to) throws IOException {
    return switch (error) {
      case 0 -> Outcome.DONE;
      case RenameCalls.EEXIST -> Outcome.TAKEN;
      case RenameCalls.EXDEV -> Outcome.OTHER_FILE_SYSTEM;
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
