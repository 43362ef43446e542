package io.musicreclass.organize;

import io.musicreclass.ledger.FileChanges;
import io.musicreclass.ledger.rows.RecordedChange;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reverses one change: bytes, name and modification time are restored. */
final class ChangeReversal {
  private final FileChanges changes;
  private final CrashRecovery recovery;
  private final List<Path> baseFolders;

  /**
   * @param baseFolders folders below which empty folders are removed
   */
  ChangeReversal(FileChanges changes, List<Path> baseFolders) {
    this.changes = changes;
    this.recovery = new CrashRecovery(changes);
    this.baseFolders = List.copyOf(baseFolders);
  }

  /**
   * Why a change cannot be undone because of what happened to the file since; empty when it can.
   */
  Optional<String> refusal(RecordedChange change) throws IOException {
    Path source = change.source().path();
    if (!FileErrors.exists(change.target())) {
      return Optional.of("it no longer exists");
    }
    if (!CrashRecovery.isUnmodified(change)) {
      return Optional.of("it has changed since");
    }
    if (change.kind() == RecordedChange.Kind.MOVE && FileErrors.exists(source)) {
      return Optional.of("another file exists at " + SongFile.text(source));
    }
    if (change.kind() == RecordedChange.Kind.COPY && !TargetPaths.isSong(source, change.track())) {
      return Optional.of(
          "it is the only copy left: the song is no longer at " + SongFile.text(source));
    }
    return Optional.empty();
  }

  /**
   * Undoes a change that {@link #refusal} does not refuse.
   *
   * @throws IOException when a disk access fails; the change remains in force
   */
  void undo(RecordedChange change) throws IOException {
    changes.undoing(change);
    boolean done = false;
    try {
      switch (change.kind()) {
        case COPY -> FileMover.remove(change.target());
        case TAG -> FileMover.replace(original(change), change.source().path());
        case MOVE -> moveBack(change);
      }
      StagingFolder.beside(change.source().path(), change.id()).clear();
      boolean copy = change.kind() == RecordedChange.Kind.COPY;
      changes.undone(change, copy ? null : SongFile.stat(change.source().path()));
      done = true;
    } finally {
      if (!done) {
        recovery.recover(change.id());
      }
    }
    if (change.kind() != RecordedChange.Kind.TAG) {
      baseFolders.forEach(base -> FileMover.prune(base, change.target().getParent()));
    }
  }

  private void moveBack(RecordedChange change) throws IOException {
    Path source = change.source().path();
    try (CreatedFolders folders = FileMover.createFolders(source.getParent())) {
      moveBack(change, folders.folder().resolve(source.getFileName()));
    }
  }

  private void moveBack(RecordedChange change, Path source) throws IOException {
    if (change.after() == null && FileMover.rename(change.target(), source)) {
      return;
    }
    if (!FileMover.rename(original(change), source)) {
      throw new IOException(SongFile.text(source) + " was created in the meantime: move it away");
    }
    FileMover.remove(change.target());
  }

  /** The original file, restored next to its old path. */
  private Path original(RecordedChange change) throws IOException {
    StagingFolder stagingFolder = StagingFolder.beside(change.source().path(), change.id());
    byte[] packed = changes.delta(change);
    Path restored =
        stagingFolder.restore(
            change.target(),
            packed == null ? null : BinaryDelta.of(packed),
            change.source().mtime());
    String before = change.before();
    if (before != null && !FileDigest.parse(before).isIn(restored)) {
      throw new IOException(
          "the original cannot be restored from the current file, which stays unchanged");
    }
    return restored;
  }
}
