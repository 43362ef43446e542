package io.musicreclass.organize;

import io.musicreclass.ledger.Changes;
import io.musicreclass.ledger.rows.Change;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Brings changes that a crash or a failure broke off to one end or the other, by what is on the
 * disk: what has reached its place stays and is completed, all else is as if it had never begun.
 */
final class Repair {
  /** FAT counts in steps of two seconds. */
  private static final long COARSEST_NS = 2_000_000_000;

  private final Changes changes;

  Repair(Changes changes) {
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
    for (Change change : changes.unfinished()) {
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
    for (Change change : changes.unfinished()) {
      if (change.id() == id) {
        settle(change);
      }
    }
  }

  private void settle(Change change) throws IOException {
    Workshop.beside(change.target(), change.id()).clear();
    if (change.state() == Change.State.UNDOING) {
      Workshop.beside(change.source().path(), change.id()).clear();
      settleBack(change);
    } else if (reached(change)) {
      if (change.kind() == Change.Kind.MOVE) {
        dropOld(change);
      }
      changes.done(change, SongFile.stat(change.target()));
    } else {
      if (change.kind() != Change.Kind.TAG) {
        Shelf.removePlaceholder(change.target());
      }
      changes.drop(change);
    }
  }

  /** Whether the target is what the change wanted to put there. */
  private static boolean reached(Change change) throws IOException {
    String after = change.after();
    if (after != null) {
      return Content.parse(after).isIn(change.target());
    }
    return change.kind() == Change.Kind.MOVE
        && (isVeryFile(change, change.target())
            || (!FileErrors.exists(change.source().path()) && isFile(change, change.target())));
  }

  /** The source has another name now; it may still have the old one, where links were needed. */
  private static void dropOld(Change change) throws IOException {
    Path path = change.source().path();
    boolean old = change.after() == null ? isVeryFile(change, path) : isFile(change, path);
    if (old && FileErrors.exists(change.target())) {
      Shelf.remove(path);
    }
  }

  private void settleBack(Change change) throws IOException {
    Path source = change.source().path();
    if (!isBack(change)) {
      if (change.kind() == Change.Kind.MOVE) {
        Shelf.removePlaceholder(source);
      }
      changes.stands(change);
      return;
    }
    if (change.kind() == Change.Kind.COPY) {
      changes.undone(change, null);
      return;
    }
    if (change.kind() == Change.Kind.MOVE && isOurs(change)) {
      Shelf.remove(change.target());
    }
    changes.undone(change, SongFile.stat(source));
  }

  private static boolean isBack(Change change) throws IOException {
    if (change.kind() == Change.Kind.COPY) {
      return !FileErrors.exists(change.target());
    }
    Path source = change.source().path();
    String before = change.before();
    if (before != null) {
      return Content.parse(before).isIn(source);
    }
    // Renamed; or, where its old folder is on another file system now, copied.
    return FileErrors.exists(source)
        && Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)
        && (!FileErrors.exists(change.target())
            || isFile(change, source)
            || Content.of(change.target()).isIn(source));
  }

  /** Whether the target is still what was put there. */
  static boolean isOurs(Change change) throws IOException {
    String after = change.after();
    return after == null
        ? isFile(change, change.target())
        : Content.parse(after).isIn(change.target());
  }

  /** Whether the file of a change, by its inode, size and time, is at a path. */
  private static boolean isVeryFile(Change change, Path path) throws IOException {
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
  private static boolean isFile(Change change, Path path) throws IOException {
    if (!FileErrors.exists(path) || isVeryFile(change, path)) {
      return FileErrors.exists(path);
    }
    SongFile file = change.source();
    SongFile there = SongFile.stat(path);
    return there.size() == file.size()
        && Math.abs(there.mtime() - file.mtime()) < COARSEST_NS
        && Places.isSong(path, change.track());
  }
}
