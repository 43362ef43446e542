package io.musicreclass.organize;

import io.musicreclass.ledger.Changes;
import io.musicreclass.ledger.rows.Change;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The way back of one change: bytes, name and time are what they were. */
final class Reversal {
  private final Changes changes;
  private final Repair repair;
  private final List<Path> shelves;

  /**
   * @param shelves below them, folders that become empty are removed
   */
  Reversal(Changes changes, List<Path> shelves) {
    this.changes = changes;
    this.repair = new Repair(changes);
    this.shelves = List.copyOf(shelves);
  }

  /** Why a change cannot be undone: what a person did since; nothing when it can. */
  Optional<String> refusal(Change change) throws IOException {
    Path source = change.source().path();
    if (!FileErrors.exists(change.target())) {
      return Optional.of("it is not there any more");
    }
    if (!Repair.isOurs(change)) {
      return Optional.of("it was changed since");
    }
    if (change.kind() == Change.Kind.MOVE && FileErrors.exists(source)) {
      return Optional.of("another file is at " + SongFile.text(source));
    }
    if (change.kind() == Change.Kind.COPY && !Places.isSong(source, change.track())) {
      return Optional.of(
          "it is the only copy left: the song is not at " + SongFile.text(source) + " any more");
    }
    return Optional.empty();
  }

  /**
   * Undoes a change that {@link #refusal} does not refuse.
   *
   * @throws IOException when the disk refuses; then it stands as it was
   */
  void undo(Change change) throws IOException {
    changes.undoing(change);
    boolean done = false;
    try {
      switch (change.kind()) {
        case COPY -> Shelf.remove(change.target());
        case TAG -> Shelf.replace(original(change), change.source().path());
        case MOVE -> moveBack(change);
      }
      Workshop.beside(change.source().path(), change.id()).clear();
      boolean copy = change.kind() == Change.Kind.COPY;
      changes.undone(change, copy ? null : SongFile.stat(change.source().path()));
      done = true;
    } finally {
      if (!done) {
        repair.settle(change.id());
      }
    }
    if (change.kind() != Change.Kind.TAG) {
      shelves.forEach(shelf -> Shelf.prune(shelf, change.target().getParent()));
    }
  }

  private void moveBack(Change change) throws IOException {
    Path source = change.source().path();
    try (NewFolders folders = Shelf.makeFolders(source.getParent())) {
      moveBack(change, folders.folder().resolve(source.getFileName()));
    }
  }

  private void moveBack(Change change, Path source) throws IOException {
    if (change.after() == null && Shelf.rename(change.target(), source)) {
      return;
    }
    if (!Shelf.rename(original(change), source)) {
      throw new IOException(SongFile.text(source) + " appeared meanwhile: move it away");
    }
    Shelf.remove(change.target());
  }

  /** The file as it was, made beside its old place. */
  private Path original(Change change) throws IOException {
    Workshop workshop = Workshop.beside(change.source().path(), change.id());
    byte[] packed = changes.delta(change);
    Path made =
        workshop.remake(
            change.target(), packed == null ? null : Delta.of(packed), change.source().mtime());
    String before = change.before();
    if (before != null && !Content.parse(before).isIn(made)) {
      throw new IOException("what it was cannot be made of what it is; it stays");
    }
    return made;
  }
}
