package io.musicreclass.organize;

import io.musicreclass.ledger.FileChanges;
import io.musicreclass.ledger.rows.RecordedChange;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Completes or rolls back changes that a crash or failure interrupted, depending on the files: a
 * change whose new file is at its target is completed, any other is rolled back.
 */
final class CrashRecovery {
  /** Resolution of modification times on FAT. */
  private static final long MTIME_TOLERANCE_NS = 2_000_000_000;

  private final FileChanges changes;

  CrashRecovery(FileChanges changes) {
    this.changes = changes;
  }

  /**
   * Recovers all interrupted changes.
   *
   * @return how many
   * @throws IOException if a disk access fails; the remaining ones stay unfinished
   */
  int recoverAll() throws IOException {
    return recoverAll(() -> false);
  }

  /**
   * Recovers all interrupted changes.
   *
   * @param stop polled before each; true: leave the remaining ones unfinished
   * @return how many
   * @throws IOException if a disk access fails; the remaining ones stay unfinished
   */
  int recoverAll(BooleanSupplier stop) throws IOException {
    int recovered = 0;
    for (RecordedChange change : changes.unfinished()) {
      if (stop.getAsBoolean()) {
        return recovered;
      }
      recover(change);
      recovered++;
    }
    return recovered;
  }

  /** Recovers a change, unless it is finished. */
  void recover(long id) throws IOException {
    for (RecordedChange change : changes.unfinished()) {
      if (change.id() == id) {
        recover(change);
      }
    }
  }

  private void recover(RecordedChange change) throws IOException {
    StagingFolder.beside(change.target(), change.id()).clear();
    if (change.state() == RecordedChange.State.UNDOING) {
      StagingFolder.beside(change.source().path(), change.id()).clear();
      recoverUndo(change);
    } else if (isComplete(change)) {
      if (change.kind() == RecordedChange.Kind.MOVE) {
        removeSource(change);
      }
      changes.done(change, SongFile.stat(change.target()));
    } else {
      if (change.kind() != RecordedChange.Kind.TAG) {
        FileMover.removePlaceholder(change.target());
      }
      changes.drop(change);
    }
  }

  /** Whether the new file is at the target. */
  private static boolean isComplete(RecordedChange change) throws IOException {
    String after = change.after();
    if (after != null) {
      return FileDigest.parse(after).isIn(change.target());
    }
    return change.kind() == RecordedChange.Kind.MOVE
        && (isIdentical(change, change.target())
            || (!FileErrors.exists(change.source().path()) && isSameFile(change, change.target())));
  }

  /** Removes the old name, which remains if a crash interrupted a rename by hard links. */
  private static void removeSource(RecordedChange change) throws IOException {
    Path path = change.source().path();
    boolean remains = change.after() == null ? isIdentical(change, path) : isSameFile(change, path);
    if (remains && FileErrors.exists(change.target())) {
      FileMover.remove(path);
    }
  }

  private void recoverUndo(RecordedChange change) throws IOException {
    Path source = change.source().path();
    if (!isUndone(change)) {
      if (change.kind() == RecordedChange.Kind.MOVE) {
        FileMover.removePlaceholder(source);
      }
      changes.undoAbandoned(change);
      return;
    }
    if (change.kind() == RecordedChange.Kind.COPY) {
      changes.undone(change, null);
      return;
    }
    if (change.kind() == RecordedChange.Kind.MOVE && isUnmodified(change)) {
      FileMover.remove(change.target());
    }
    changes.undone(change, SongFile.stat(source));
  }

  private static boolean isUndone(RecordedChange change) throws IOException {
    if (change.kind() == RecordedChange.Kind.COPY) {
      return !FileErrors.exists(change.target());
    }
    Path source = change.source().path();
    String before = change.before();
    if (before != null) {
      return FileDigest.parse(before).isIn(source);
    }
    // Renamed; or copied, if its old folder is on another file system now.
    return FileErrors.exists(source)
        && Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)
        && (!FileErrors.exists(change.target())
            || isSameFile(change, source)
            || FileDigest.of(change.target()).isIn(source));
  }

  /** Whether the file at the target is as the change left it. */
  static boolean isUnmodified(RecordedChange change) throws IOException {
    String after = change.after();
    return after == null
        ? isSameFile(change, change.target())
        : FileDigest.parse(after).isIn(change.target());
  }

  /** Whether the source of a change is now at a path, by inode, size and modification time. */
  private static boolean isIdentical(RecordedChange change, Path path) throws IOException {
    if (!FileErrors.exists(path)) {
      return false;
    }
    SongFile file = change.source();
    SongFile current = SongFile.stat(path);
    return current.inode() == file.inode()
        && current.size() == file.size()
        && current.mtime() == file.mtime();
  }

  /**
   * Whether the source of a change is now at a path: the identical file or, since exFAT and many
   * network shares change inode numbers and round times, one of the same size, about the same time
   * and the same audio.
   */
  private static boolean isSameFile(RecordedChange change, Path path) throws IOException {
    if (!FileErrors.exists(path) || isIdentical(change, path)) {
      return FileErrors.exists(path);
    }
    SongFile file = change.source();
    SongFile current = SongFile.stat(path);
    return current.size() == file.size()
        && Math.abs(current.mtime() - file.mtime()) < MTIME_TOLERANCE_NS
        && TargetPaths.isSong(path, change.track());
  }
}
