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
 * Completes or rolls back changes that a crash or failure interrupted, depending on the disk: a
 * file that reached its target is completed, everything else is rolled back.
 */
final class CrashRecovery {
  /** FAT counts in steps of two seconds. */
  private static final long COARSEST_NS = 2_000_000_000;

  private final FileChanges changes;

  CrashRecovery(FileChanges changes) {
    this.changes = changes;
  }

  /**
   * Settles all there are.
   *
   * @return how many
   * @throws IOException when a folder cannot be read or written; the rest stays as it is
   */
  int settleAll() throws IOException {
    return settleAll(() -> false);
  }

  /**
   * Settles all there are.
   *
   * @param stop asked between two; true leaves the rest as it is
   * @return how many
   * @throws IOException when a folder cannot be read or written; the rest stays as it is
   */
  int settleAll(BooleanSupplier stop) throws IOException {
    int settled = 0;
    for (RecordedChange change : changes.unfinished()) {
      if (stop.getAsBoolean()) {
        return settled;
      }
      settle(change);
      settled++;
    }
    return settled;
  }

  /** Settles one, if it is open. */
  void settle(long id) throws IOException {
    for (RecordedChange change : changes.unfinished()) {
      if (change.id() == id) {
        settle(change);
      }
    }
  }

  private void settle(RecordedChange change) throws IOException {
    StagingFolder.beside(change.target(), change.id()).clear();
    if (change.state() == RecordedChange.State.UNDOING) {
      StagingFolder.beside(change.source().path(), change.id()).clear();
      settleBack(change);
    } else if (reached(change)) {
      if (change.kind() == RecordedChange.Kind.MOVE) {
        dropOld(change);
      }
      changes.done(change, SongFile.stat(change.target()));
    } else {
      if (change.kind() != RecordedChange.Kind.TAG) {
        FileMover.removePlaceholder(change.target());
      }
      changes.drop(change);
    }
  }

  /** Whether the target is the file that the change was to put there. */
  private static boolean reached(RecordedChange change) throws IOException {
    String after = change.after();
    if (after != null) {
      return FileDigest.parse(after).isIn(change.target());
    }
    return change.kind() == RecordedChange.Kind.MOVE
        && (isVeryFile(change, change.target())
            || (!FileErrors.exists(change.source().path()) && isFile(change, change.target())));
  }

  /** The source has another name now; it may still have the old one, where links were needed. */
  private static void dropOld(RecordedChange change) throws IOException {
    Path path = change.source().path();
    boolean old = change.after() == null ? isVeryFile(change, path) : isFile(change, path);
    if (old && FileErrors.exists(change.target())) {
      FileMover.remove(path);
    }
  }

  private void settleBack(RecordedChange change) throws IOException {
    Path source = change.source().path();
    if (!isBack(change)) {
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
    if (change.kind() == RecordedChange.Kind.MOVE && isOurs(change)) {
      FileMover.remove(change.target());
    }
    changes.undone(change, SongFile.stat(source));
  }

  private static boolean isBack(RecordedChange change) throws IOException {
    if (change.kind() == RecordedChange.Kind.COPY) {
      return !FileErrors.exists(change.target());
    }
    Path source = change.source().path();
    String before = change.before();
    if (before != null) {
      return FileDigest.parse(before).isIn(source);
    }
    // Renamed; or, where its old folder is on another file system now, copied.
    return FileErrors.exists(source)
        && Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)
        && (!FileErrors.exists(change.target())
            || isFile(change, source)
            || FileDigest.of(change.target()).isIn(source));
  }

  /** Whether the target is still what was put there. */
  static boolean isOurs(RecordedChange change) throws IOException {
    String after = change.after();
    return after == null
        ? isFile(change, change.target())
        : FileDigest.parse(after).isIn(change.target());
  }

  /** Whether the file of a change, by its inode, size and time, is at a path. */
  private static boolean isVeryFile(RecordedChange change, Path path) throws IOException {
    if (!FileErrors.exists(path)) {
      return false;
    }
    SongFile file = change.source();
    SongFile there = SongFile.stat(path);
    return there.inode() == file.inode()
        && there.size() == file.size()
        && there.mtime() == file.mtime();
  }

  /**
   * Whether the file of a change is at a path: the very one; or, since exFAT and many shares number
   * their files anew and round times, one of that size and about that time with the same audio.
   */
  private static boolean isFile(RecordedChange change, Path path) throws IOException {
    if (!FileErrors.exists(path) || isVeryFile(change, path)) {
      return FileErrors.exists(path);
    }
    SongFile file = change.source();
    SongFile there = SongFile.stat(path);
    return there.size() == file.size()
        && Math.abs(there.mtime() - file.mtime()) < COARSEST_NS
        && TargetPaths.isSong(path, change.track());
  }
}
