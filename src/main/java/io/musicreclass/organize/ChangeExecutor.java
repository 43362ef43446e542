package io.musicreclass.organize;

import io.musicreclass.config.AfterConfig;
import io.musicreclass.ledger.FileChanges;
import io.musicreclass.ledger.rows.OrganizeCandidate;
import io.musicreclass.ledger.rows.RecordedChange;
import io.musicreclass.organize.OrganizeRules.Decision;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Performs single changes: records the intent in the ledger, prepares the new file in a staging
 * folder, records how to restore the old one, then puts the new file in place. A change that fails
 * is completed or rolled back at once, see {@link CrashRecovery}.
 */
final class ChangeExecutor {
  private final FileChanges changes;
  private final CrashRecovery recovery;
  private final AfterConfig config;

  ChangeExecutor(FileChanges changes, AfterConfig config) {
    this.changes = changes;
    this.recovery = new CrashRecovery(changes);
    this.config = config;
  }

  /**
   * Why a file cannot be changed: it no longer exists, or is not as it was; empty if it can.
   *
   * @throws IOException if the file cannot be examined
   */
  static Optional<String> sourceProblem(SongFile file) throws IOException {
    try {
      return SongFile.stat(file.path()).equals(file)
          ? Optional.empty()
          : Optional.of("it has changed since it was analysed");
    } catch (IOException e) {
      if (FileErrors.isAbsence(e)) {
        return Optional.of("it no longer exists");
      }
      throw e;
    }
  }

  /** Writes the tags of a file where it is. */
  FileChange tag(Decision decision, long batch) throws IOException {
    OrganizeCandidate candidate = decision.candidate();
    Optional<String> skipReason = decision.tagSkipReason();
    if (skipReason.isPresent()) {
      return FileChange.left(candidate.file(), skipReason.get());
    }
    Path path = candidate.file().path();
    return attempt(
        changes.intend(
            batch,
            RecordedChange.Kind.TAG,
            candidate.id(),
            candidate.genre(),
            candidate.file(),
            path),
        change -> {
          StagingFolder.Outcome outcome = stage(change, decision.tags(), false);
          if (outcome instanceof StagingFolder.Outcome.Unchanged unchanged) {
            return FileChange.left(candidate.file(), unchanged.note());
          }
          StagingFolder.Outcome.Ready ready = (StagingFolder.Outcome.Ready) outcome;
          if (!FileMover.hasSameOwner(path, ready.file())) {
            return FileChange.left(
                candidate.file(),
                "its tags are not written: the new file would have another owner");
          }
          recordPrepared(change, ready);
          FileMover.replace(ready.file(), path);
          return complete(change, path, "");
        });
  }

  /**
   * Moves or copies a file to a free name, as configured.
   *
   * @throws IOException also if the name has been taken since
   */
  FileChange transfer(Decision decision, Path target, long batch) throws IOException {
    OrganizeCandidate candidate = decision.candidate();
    boolean moving = config.action() == AfterConfig.Action.MOVE;
    Optional<String> skipReason = decision.tagSkipReason();
    Path source = candidate.file().path();
    return attempt(
        changes.intend(
            batch,
            moving ? RecordedChange.Kind.MOVE : RecordedChange.Kind.COPY,
            candidate.id(),
            decision.unsure() ? null : candidate.genre(),
            candidate.file(),
            target),
        change -> {
          if (moving && skipReason.isPresent() && FileMover.rename(source, target)) {
            return complete(change, target, skipReason.get());
          }
          Optional<TagValues> tags = skipReason.isEmpty() ? decision.tags() : Optional.empty();
          StagingFolder.Outcome.Ready ready =
              (StagingFolder.Outcome.Ready) stage(change, tags, true);
          recordPrepared(change, ready);
          if (!FileMover.rename(ready.file(), target)) {
            throw new IOException(
                SongFile.text(target) + " was created in the meantime: try again");
          }
          if (moving) {
            FileMover.remove(source);
          }
          return complete(change, target, skipReason.orElse(ready.note()));
        });
  }

  private StagingFolder.Outcome stage(
      RecordedChange change, Optional<TagValues> tags, boolean copying) throws IOException {
    StagingFolder.Outcome outcome =
        StagingFolder.beside(change.target(), change.id())
            .prepare(
                change.source().path(),
                tags.orElse(null),
                copying,
                copy -> TargetPaths.isCopy(copy, change.source().path(), change.track()));
    if (outcome instanceof StagingFolder.Outcome.Ready ready
        && config.mtime() == AfterConfig.Mtime.KEEP) {
      StagingFolder.setModified(ready.file(), change.source().mtime());
    }
    return outcome;
  }

  private void recordPrepared(RecordedChange change, StagingFolder.Outcome.Ready ready)
      throws IOException {
    Optional<String> problem = sourceProblem(change.source());
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
    BinaryDelta delta = ready.delta();
    changes.prepared(
        change,
        ready.before().toString(),
        ready.after().toString(),
        delta == null ? null : delta.toArray());
  }

  private FileChange complete(RecordedChange change, Path current, String note) throws IOException {
    StagingFolder.beside(change.target(), change.id()).clear();
    changes.done(change, SongFile.stat(current));
    return FileChange.done(change, note);
  }

  /** The part of a change that may fail. */
  private interface Work {
    FileChange run(RecordedChange change) throws IOException;
  }

  /** Leaves no change unfinished, however the work ends. */
  private FileChange attempt(RecordedChange recorded, Work work) throws IOException {
    boolean done = false;
    try {
      FileChange change = work.run(recorded);
      done = change.action().isChange();
      return change;
    } finally {
      if (!done) {
        recovery.recover(recorded.id());
      }
    }
  }
}
