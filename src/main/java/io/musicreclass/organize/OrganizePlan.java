package io.musicreclass.organize;

import io.musicreclass.config.AfterConfig;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.FileChanges;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.OrganizeCandidate;
import io.musicreclass.ledger.rows.RecordedChange;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.organize.OrganizeRules.Decision;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Plans and performs what the settings require for a song's file once its genre is known. The
 * intent is stored in the ledger before the file is changed; see {@link CrashRecovery} for crashes.
 */
final class OrganizePlan {
  private final FileChanges changes;
  private final CrashRecovery repair;
  private final AfterConfig config;
  private final OrganizeRules rules;
  private final TargetPaths places;
  private final ChangeReversal reversal;

  /**
   * @param replacing whether genres written by people are also replaced
   */
  OrganizePlan(Settings setup, Ledger ledger, boolean replacing) {
    this.changes = ledger.changes();
    this.repair = new CrashRecovery(changes);
    this.config = setup.after();
    this.rules = new OrganizeRules(setup, replacing);
    this.places = new TargetPaths(setup, ledger.organizeQueue());
    this.reversal = new ChangeReversal(changes, TargetPaths.folders(setup));
  }

  /** Whether the settings require nothing. */
  static boolean idle(AfterConfig config) {
    return config.action() == AfterConfig.Action.KEEP && config.tag() == AfterConfig.Tag.OFF;
  }

  /**
   * Does it.
   *
   * @throws IOException when the disk refuses; then nothing was done, and it may be tried again
   */
  FileChange act(OrganizeCandidate heard, long batch) throws IOException {
    Optional<String> gone = gone(heard.file());
    if (gone.isPresent()) {
      return FileChange.left(heard.file(), gone.get());
    }
    Decision decision = rules.decide(heard);
    Optional<Path> wanted =
        config.action() == AfterConfig.Action.KEEP ? Optional.empty() : places.wanted(decision);
    try {
      FileChange deed =
          wanted.isPresent() ? place(decision, wanted.get(), batch) : tag(decision, batch);
      return deed.about(decision);
    } catch (IOException e) {
      throw FailureText.on(wanted.orElse(heard.file().path()), e);
    }
  }

  private FileChange place(Decision decision, Path wanted, long batch) throws IOException {
    OrganizeCandidate heard = decision.heard();
    try (CreatedFolders folders = places.makeFolders(decision, wanted.getParent())) {
      if (places.isWatched(folders.folder())) {
        return FileChange.left(
            heard.file(), "its place would be in the inbox: change reclass.after.path");
      }
      FileMover.Spot spot = TargetPaths.spot(heard, folders.folder().resolve(wanted.getFileName()));
      if (spot instanceof FileMover.Spot.Free free) {
        return put(decision, free.path(), batch);
      }
      if (spot instanceof FileMover.Spot.Taken taken) {
        return FileChange.left(heard.file(), there(taken));
      }
      return config.action() == AfterConfig.Action.MOVE
          ? tag(decision, batch)
          : FileChange.left(heard.file(), decision.note());
    }
  }

  /** What {@link #act} would do, by reading alone. */
  FileChange plan(OrganizeCandidate heard) throws IOException {
    Optional<String> gone = gone(heard.file());
    if (gone.isPresent()) {
      return FileChange.left(heard.file(), gone.get());
    }
    Decision decision = rules.decide(heard);
    return plan(decision).about(decision);
  }

  private FileChange plan(Decision decision) throws IOException {
    OrganizeCandidate heard = decision.heard();
    Optional<String> untagged = untagged(decision);
    Optional<Path> wanted =
        config.action() == AfterConfig.Action.KEEP ? Optional.empty() : places.planned(decision);
    FileMover.Spot spot =
        wanted.isEmpty() ? new FileMover.Spot.Here() : TargetPaths.spot(heard, wanted.get());
    if (spot instanceof FileMover.Spot.Taken taken) {
      return FileChange.left(heard.file(), there(taken));
    }
    if (spot instanceof FileMover.Spot.Free free) {
      boolean moving = config.action() == AfterConfig.Action.MOVE;
      return new FileChange(
          moving ? FileChange.What.MOVE : FileChange.What.COPY,
          heard.file().path(),
          free.path(),
          untagged.orElse("with new tags"));
    }
    boolean tagging = untagged.isEmpty() && config.action() != AfterConfig.Action.COPY;
    return tagging
        ? new FileChange(FileChange.What.TAG, heard.file().path(), null, "")
        : FileChange.left(heard.file(), untagged.orElse(""));
  }

  private static String there(FileMover.Spot.Taken taken) {
    return "the same song is there: " + SongFile.text(taken.by());
  }

  /** Why a song's tags stay; nothing where they are written. */
  private static Optional<String> untagged(Decision decision) throws IOException {
    Optional<TagValues> label = decision.label();
    return label.isEmpty()
        ? Optional.of(decision.note())
        : StagingFolder.untagged(decision.heard().file().path(), label.get());
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
  private FileChange tag(Decision decision, long batch) throws IOException {
    OrganizeCandidate heard = decision.heard();
    Optional<String> untagged = untagged(decision);
    if (untagged.isPresent()) {
      return FileChange.left(heard.file(), untagged.get());
    }
    Path path = heard.file().path();
    return attempt(
        changes.intend(
            batch, RecordedChange.Kind.TAG, heard.id(), heard.genre(), heard.file(), path),
        change -> {
          StagingFolder.Made made = make(change, decision.label(), false);
          if (made instanceof StagingFolder.Made.Unchanged unchanged) {
            return FileChange.left(heard.file(), unchanged.note());
          }
          StagingFolder.Made.Ready ready = (StagingFolder.Made.Ready) made;
          if (!FileMover.keepsOwner(path, ready.file())) {
            return FileChange.left(
                heard.file(), "its tags are not written: its owner would lose it");
          }
          prepared(change, ready);
          FileMover.replace(ready.file(), path);
          return finished(change, path, "");
        });
  }

  /** Moves or copies a file to a free name. */
  private FileChange put(Decision decision, Path target, long batch) throws IOException {
    OrganizeCandidate heard = decision.heard();
    boolean moving = config.action() == AfterConfig.Action.MOVE;
    Optional<String> untagged = untagged(decision);
    Path source = heard.file().path();
    FileChange deed =
        attempt(
            changes.intend(
                batch,
                moving ? RecordedChange.Kind.MOVE : RecordedChange.Kind.COPY,
                heard.id(),
                decision.unsure() ? null : heard.genre(),
                heard.file(),
                target),
            change -> {
              if (moving && untagged.isPresent() && FileMover.rename(source, target)) {
                return finished(change, target, untagged.get());
              }
              Optional<TagValues> label = untagged.isEmpty() ? decision.label() : Optional.empty();
              StagingFolder.Made.Ready ready = (StagingFolder.Made.Ready) make(change, label, true);
              prepared(change, ready);
              if (!FileMover.rename(ready.file(), target)) {
                throw new IOException(SongFile.text(target) + " appeared meanwhile: try again");
              }
              if (moving) {
                FileMover.remove(source);
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
  private void removeUnsureCopies(OrganizeCandidate heard) throws IOException {
    for (RecordedChange copy : changes.unsureCopies(heard.id())) {
      if (reversal.refusal(copy).isEmpty()) {
        reversal.undo(copy);
      }
    }
  }

  private StagingFolder.Made make(RecordedChange change, Optional<TagValues> label, boolean copying)
      throws IOException {
    StagingFolder.Made made =
        StagingFolder.beside(change.target(), change.id())
            .make(
                change.source().path(),
                label.orElse(null),
                copying,
                copy -> TargetPaths.isCopy(copy, change.source().path(), change.track()));
    if (made instanceof StagingFolder.Made.Ready ready
        && config.mtime() == AfterConfig.Mtime.KEEP) {
      StagingFolder.setModified(ready.file(), change.source().mtime());
    }
    return made;
  }

  private void prepared(RecordedChange change, StagingFolder.Made.Ready ready) throws IOException {
    Optional<String> gone = gone(change.source());
    if (gone.isPresent()) {
      throw new IOException(gone.get());
    }
    BinaryDelta delta = ready.delta();
    changes.prepared(
        change,
        ready.before().toString(),
        ready.after().toString(),
        delta == null ? null : delta.toArray());
  }

  private FileChange finished(RecordedChange change, Path now, String note) throws IOException {
    StagingFolder.beside(change.target(), change.id()).clear();
    changes.done(change, SongFile.stat(now));
    return FileChange.done(change, note);
  }

  /** The part of a change that may fail on the way. */
  private interface Work {
    FileChange run(RecordedChange change) throws IOException;
  }

  /** Leaves no change open, however the work ends. */
  private FileChange attempt(RecordedChange change, Work work) throws IOException {
    boolean done = false;
    try {
      FileChange deed = work.run(change);
      done = deed.what().isChange();
      return deed;
    } finally {
      if (!done) {
        repair.settle(change.id());
      }
    }
  }
}
