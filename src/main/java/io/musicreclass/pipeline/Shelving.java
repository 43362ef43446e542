package io.musicreclass.pipeline;

import io.musicreclass.ledger.Change;
import io.musicreclass.ledger.Changes;
import io.musicreclass.ledger.Heard;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.shelve.AfterConfig;
import io.musicreclass.shelve.Delta;
import io.musicreclass.shelve.Label;
import io.musicreclass.shelve.Shelf;
import io.musicreclass.shelve.Workshop;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the settings want done with a song's file once its genre is known. The intent is in the
 * ledger before the file is touched; see {@link Repair} for what follows a crash.
 */
final class Shelving {
  private final Changes changes;
  private final Repair repair;
  private final AfterConfig config;
  private final Places places;
  private final boolean replacing;

  /**
   * @param replacing whether genres that people wrote are replaced, too
   */
  Shelving(Setup setup, Ledger ledger, boolean replacing) {
    this.changes = ledger.changes();
    this.repair = new Repair(changes);
    this.config = setup.after();
    this.places = new Places(setup, ledger.shelves());
    this.replacing = replacing;
  }

  /** Whether nothing is ever done. */
  static boolean idle(AfterConfig config) {
    return config.action() == AfterConfig.Action.KEEP && config.tag() == AfterConfig.Tag.OFF;
  }

  /**
   * Does it.
   *
   * @throws IOException when the disk refuses; then nothing was done, and it may be tried again
   */
  Deed act(Heard heard, long batch) throws IOException {
    Optional<String> gone = gone(heard.file());
    if (gone.isPresent()) {
      return Deed.left(heard.file(), gone.get());
    }
    if (config.action() == AfterConfig.Action.KEEP) {
      return tag(heard, batch);
    }
    Path wanted = places.wanted(heard);
    places.makeFolders(wanted.getParent());
    if (places.isWatched(wanted.getParent())) {
      return Deed.left(heard.file(), "its place would be in the inbox: change reclass.after.path");
    }
    Shelf.Spot spot = Places.spot(heard, wanted);
    if (spot instanceof Shelf.Spot.Free free) {
      return put(heard, free.path(), batch);
    }
    if (spot instanceof Shelf.Spot.Taken taken) {
      return Deed.left(heard.file(), there(taken));
    }
    return config.action() == AfterConfig.Action.MOVE
        ? tag(heard, batch)
        : Deed.left(heard.file(), "");
  }

  /** What {@link #act} would do, by reading alone. */
  Deed plan(Heard heard) throws IOException {
    Optional<String> gone = gone(heard.file());
    if (gone.isPresent()) {
      return Deed.left(heard.file(), gone.get());
    }
    Optional<String> untagged = untagged(heard);
    Shelf.Spot spot =
        config.action() == AfterConfig.Action.KEEP
            ? new Shelf.Spot.Here()
            : Places.spot(heard, places.wanted(heard));
    if (spot instanceof Shelf.Spot.Taken taken) {
      return Deed.left(heard.file(), there(taken));
    }
    if (spot instanceof Shelf.Spot.Free free) {
      boolean moving = config.action() == AfterConfig.Action.MOVE;
      return new Deed(
          moving ? Deed.What.MOVE : Deed.What.COPY,
          heard.file().path(),
          free.path(),
          untagged.orElse("with new tags"));
    }
    boolean tagging = untagged.isEmpty() && config.action() != AfterConfig.Action.COPY;
    return tagging
        ? new Deed(Deed.What.TAG, heard.file().path(), null, "")
        : Deed.left(heard.file(), untagged.orElse(""));
  }

  private static String there(Shelf.Spot.Taken taken) {
    return "the same song is there: " + SongFile.text(taken.by());
  }

  private Optional<String> untagged(Heard heard) {
    return config.tag() == AfterConfig.Tag.OFF
        ? Optional.of("")
        : Workshop.untagged(heard.file().path(), label(heard));
  }

  private Label label(Heard heard) {
    return new Label(heard.genres(), heard.verdict(), heard.confidence(), heard.stage(), replacing);
  }

  /** Why a file cannot be worked on; throws when that cannot be found out. */
  private static Optional<String> gone(SongFile file) throws IOException {
    try {
      return SongFile.stat(file.path()).equals(file)
          ? Optional.empty()
          : Optional.of("it was changed since it was heard");
    } catch (IOException e) {
      if (FileErrors.isAbsence(e)) {
        return Optional.of("it is not there any more");
      }
      throw e;
    }
  }

  /** Writes the tags of a file in its place. */
  private Deed tag(Heard heard, long batch) throws IOException {
    Optional<String> untagged = untagged(heard);
    if (untagged.isPresent()) {
      return Deed.left(heard.file(), untagged.get());
    }
    Path path = heard.file().path();
    return attempt(
        changes.intend(batch, Change.Kind.TAG, heard.id(), heard.genre(), heard.file(), path),
        change -> {
          Workshop.Made made = make(change, label(heard), false);
          if (made instanceof Workshop.Made.Unchanged unchanged) {
            return Deed.left(heard.file(), unchanged.note());
          }
          Workshop.Made.Ready ready = (Workshop.Made.Ready) made;
          if (!Shelf.keepsOwner(path, ready.file())) {
            return Deed.left(heard.file(), "its tags are not written: its owner would lose it");
          }
          prepared(change, ready);
          Shelf.replace(ready.file(), path);
          return finished(change, path, "");
        });
  }

  /** Moves or copies a file to a free name. */
  private Deed put(Heard heard, Path target, long batch) throws IOException {
    boolean moving = config.action() == AfterConfig.Action.MOVE;
    Optional<String> untagged = untagged(heard);
    Path source = heard.file().path();
    return attempt(
        changes.intend(
            batch,
            moving ? Change.Kind.MOVE : Change.Kind.COPY,
            heard.id(),
            heard.genre(),
            heard.file(),
            target),
        change -> {
          if (moving && untagged.isPresent() && Shelf.rename(source, target)) {
            return finished(change, target, untagged.get());
          }
          Label label = untagged.isEmpty() ? label(heard) : null;
          Workshop.Made.Ready ready = (Workshop.Made.Ready) make(change, label, true);
          prepared(change, ready);
          if (!Shelf.rename(ready.file(), target)) {
            throw new IOException(SongFile.text(target) + " appeared meanwhile: try again");
          }
          if (moving) {
            Shelf.remove(source);
          }
          return finished(change, target, untagged.orElse(ready.note()));
        });
  }

  private Workshop.Made make(Change change, @Nullable Label label, boolean copying)
      throws IOException {
    return Workshop.beside(change.target(), change.id())
        .make(change.source().path(), label, copying, copy -> Places.isSong(copy, change.track()));
  }

  private void prepared(Change change, Workshop.Made.Ready ready) throws IOException {
    Optional<String> gone = gone(change.source());
    if (gone.isPresent()) {
      throw new IOException(gone.get());
    }
    Delta delta = ready.delta();
    changes.prepared(
        change,
        ready.before().toString(),
        ready.after().toString(),
        delta == null ? null : delta.toArray());
  }

  private Deed finished(Change change, Path now, String note) throws IOException {
    Workshop.beside(change.target(), change.id()).clear();
    changes.done(change, SongFile.stat(now));
    return Deed.done(change, note);
  }

  /** The part of a change that may fail on the way. */
  private interface Work {
    Deed run(Change change) throws IOException;
  }

  /** Leaves no change open, however the work ends. */
  private Deed attempt(Change change, Work work) throws IOException {
    boolean done = false;
    try {
      Deed deed = work.run(change);
      done = deed.what().isChange();
      return deed;
    } finally {
      if (!done) {
        repair.settle(change.id());
      }
    }
  }
}
