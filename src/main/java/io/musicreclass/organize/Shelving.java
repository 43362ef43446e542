package io.musicreclass.organize;

import io.musicreclass.config.AfterConfig;
import io.musicreclass.config.Setup;
import io.musicreclass.ledger.Changes;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Change;
import io.musicreclass.ledger.rows.Heard;
import io.musicreclass.lifecycle.Failures;
import io.musicreclass.organize.SortingRules.Decision;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the settings want done with a song's file once its genre is known. The intent is in the
 * ledger before the file is touched; see {@link Repair} for what follows a crash.
 */
final class Shelving {
  private final Changes changes;
  private final Repair repair;
  private final AfterConfig config;
  private final SortingRules rules;
  private final Places places;
  private final Reversal reversal;

  /**
   * @param replacing whether genres that people wrote are replaced, too
   */
  Shelving(Setup setup, Ledger ledger, boolean replacing) {
    this.changes = ledger.changes();
    this.repair = new Repair(changes);
    this.config = setup.after();
    this.rules = new SortingRules(setup, replacing);
    this.places = new Places(setup, ledger.shelves());
    this.reversal = new Reversal(changes, Places.folders(setup));
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
    Decision decision = rules.decide(heard);
    Optional<Path> wanted =
        config.action() == AfterConfig.Action.KEEP ? Optional.empty() : places.wanted(decision);
    try {
      Deed deed = wanted.isPresent() ? place(decision, wanted.get(), batch) : tag(decision, batch);
      return deed.about(decision);
    } catch (IOException e) {
      throw Failures.on(wanted.orElse(heard.file().path()), e);
    }
  }

  private Deed place(Decision decision, Path wanted, long batch) throws IOException {
    Heard heard = decision.heard();
    try (NewFolders folders = places.makeFolders(decision, wanted.getParent())) {
      if (places.isWatched(folders.folder())) {
        return Deed.left(
            heard.file(), "its place would be in the inbox: change reclass.after.path");
      }
      Shelf.Spot spot = Places.spot(heard, folders.folder().resolve(wanted.getFileName()));
      if (spot instanceof Shelf.Spot.Free free) {
        return put(decision, free.path(), batch);
      }
      if (spot instanceof Shelf.Spot.Taken taken) {
        return Deed.left(heard.file(), there(taken));
      }
      return config.action() == AfterConfig.Action.MOVE
          ? tag(decision, batch)
          : Deed.left(heard.file(), decision.note());
    }
  }

  /** What {@link #act} would do, by reading alone. */
  Deed plan(Heard heard) throws IOException {
    Optional<String> gone = gone(heard.file());
    if (gone.isPresent()) {
      return Deed.left(heard.file(), gone.get());
    }
    Decision decision = rules.decide(heard);
    return plan(decision).about(decision);
  }

  private Deed plan(Decision decision) throws IOException {
    Heard heard = decision.heard();
    Optional<String> untagged = untagged(decision);
    Optional<Path> wanted =
        config.action() == AfterConfig.Action.KEEP ? Optional.empty() : places.planned(decision);
    Shelf.Spot spot = wanted.isEmpty() ? new Shelf.Spot.Here() : Places.spot(heard, wanted.get());
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

  /** Why a song's tags stay; nothing where they are written. */
  private static Optional<String> untagged(Decision decision) throws IOException {
    Optional<Label> label = decision.label();
    return label.isEmpty()
        ? Optional.of(decision.note())
        : Workshop.untagged(decision.heard().file().path(), label.get());
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
  private Deed tag(Decision decision, long batch) throws IOException {
    Heard heard = decision.heard();
    Optional<String> untagged = untagged(decision);
    if (untagged.isPresent()) {
      return Deed.left(heard.file(), untagged.get());
    }
    Path path = heard.file().path();
    return attempt(
        changes.intend(batch, Change.Kind.TAG, heard.id(), heard.genre(), heard.file(), path),
        change -> {
          Workshop.Made made = make(change, decision.label(), false);
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
  private Deed put(Decision decision, Path target, long batch) throws IOException {
    Heard heard = decision.heard();
    boolean moving = config.action() == AfterConfig.Action.MOVE;
    Optional<String> untagged = untagged(decision);
    Path source = heard.file().path();
    Deed deed =
        attempt(
            changes.intend(
                batch,
                moving ? Change.Kind.MOVE : Change.Kind.COPY,
                heard.id(),
                decision.unsure() ? null : heard.genre(),
                heard.file(),
                target),
            change -> {
              if (moving && untagged.isPresent() && Shelf.rename(source, target)) {
                return finished(change, target, untagged.get());
              }
              Optional<Label> label = untagged.isEmpty() ? decision.label() : Optional.empty();
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
    if (moving) {
      places.pruneUnsure(source);
    } else if (!decision.unsure()) {
      removeUnsureCopies(heard);
    }
    return deed;
  }

  /** Its place is known now; a copy that a person has changed stays. */
  private void removeUnsureCopies(Heard heard) throws IOException {
    for (Change copy : changes.unsureCopies(heard.id())) {
      if (reversal.refusal(copy).isEmpty()) {
        reversal.undo(copy);
      }
    }
  }

  private Workshop.Made make(Change change, Optional<Label> label, boolean copying)
      throws IOException {
    Workshop.Made made =
        Workshop.beside(change.target(), change.id())
            .make(
                change.source().path(),
                label.orElse(null),
                copying,
                copy -> Places.isCopy(copy, change.source().path(), change.track()));
    if (made instanceof Workshop.Made.Ready ready && config.mtime() == AfterConfig.Mtime.KEEP) {
      Workshop.setModified(ready.file(), change.source().mtime());
    }
    return made;
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
