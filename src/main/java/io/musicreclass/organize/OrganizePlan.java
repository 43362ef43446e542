package io.musicreclass.organize;

import io.musicreclass.config.AfterConfig;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.FileChanges;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.OrganizeCandidate;
import io.musicreclass.ledger.rows.RecordedChange;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.organize.OrganizeRules.Decision;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Determines what the settings require for a song's file once its genre is known, and has it
 * performed by the {@link ChangeExecutor}.
 */
final class OrganizePlan {
  private final FileChanges changes;
  private final ChangeExecutor executor;
  private final AfterConfig config;
  private final OrganizeRules rules;
  private final TargetPaths targetPaths;
  private final ChangeReversal reversal;

  /**
   * @param replacing whether genres written by people are also replaced
   */
  OrganizePlan(Settings settings, Ledger ledger, boolean replacing) {
    this.changes = ledger.changes();
    this.config = settings.after();
    this.executor = new ChangeExecutor(changes, config);
    this.rules = new OrganizeRules(settings, replacing);
    this.targetPaths = new TargetPaths(settings, ledger.organizeQueue());
    this.reversal = new ChangeReversal(changes, TargetPaths.folders(settings));
  }

  /** Whether the settings require nothing. */
  static boolean isIdle(AfterConfig config) {
    return config.action() == AfterConfig.Action.KEEP && !config.isTagging();
  }

  /**
   * Changes a file as required.
   *
   * @throws IOException if a disk access fails; nothing was changed then, and it may be retried
   */
  FileChange perform(OrganizeCandidate candidate, long batch) throws IOException {
    Optional<String> problem = ChangeExecutor.sourceProblem(candidate.file());
    if (problem.isPresent()) {
      return FileChange.left(candidate.file(), problem.get());
    }
    Decision decision = rules.decide(candidate);
    Optional<Path> target =
        config.action() == AfterConfig.Action.KEEP
            ? Optional.empty()
            : targetPaths.target(decision);
    try {
      FileChange change =
          target.isPresent() ? place(decision, target.get(), batch) : executor.tag(decision, batch);
      return change.about(decision);
    } catch (IOException e) {
      throw FailureText.on(target.orElse(candidate.file().path()), e);
    }
  }

  private FileChange place(Decision decision, Path target, long batch) throws IOException {
    OrganizeCandidate candidate = decision.candidate();
    try (CreatedFolders folders = targetPaths.createFolders(decision, target.getParent())) {
      if (targetPaths.isInInbox(folders.folder())) {
        return FileChange.left(
            candidate.file(), "its target is inside the inbox: change reclass.after.path");
      }
      FileMover.Destination destination =
          TargetPaths.destination(candidate, folders.folder().resolve(target.getFileName()));
      if (destination instanceof FileMover.Destination.Free free) {
        return transfer(decision, free.path(), batch);
      }
      if (destination instanceof FileMover.Destination.Duplicate duplicate) {
        return FileChange.left(candidate.file(), duplicateNote(duplicate));
      }
      return config.action() == AfterConfig.Action.MOVE
          ? executor.tag(decision, batch)
          : FileChange.left(candidate.file(), decision.note());
    }
  }

  private FileChange transfer(Decision decision, Path target, long batch) throws IOException {
    FileChange change = executor.transfer(decision, target, batch);
    if (config.action() == AfterConfig.Action.MOVE) {
      targetPaths.pruneUnsure(decision.candidate().file().path());
    } else if (!decision.unsure()) {
      removeUnsureCopies(decision.candidate());
    }
    return change;
  }

  /** Removes copies made while the genre was unsure, except those that were changed since. */
  private void removeUnsureCopies(OrganizeCandidate candidate) throws IOException {
    for (RecordedChange copy : changes.unsureCopies(candidate.id())) {
      if (reversal.refusal(copy).isEmpty()) {
        reversal.undo(copy);
      }
    }
  }

  /** What {@link #perform} would do; changes nothing. */
  FileChange plan(OrganizeCandidate candidate) throws IOException {
    Optional<String> problem = ChangeExecutor.sourceProblem(candidate.file());
    if (problem.isPresent()) {
      return FileChange.left(candidate.file(), problem.get());
    }
    Decision decision = rules.decide(candidate);
    return plan(decision).about(decision);
  }

  private FileChange plan(Decision decision) throws IOException {
    OrganizeCandidate candidate = decision.candidate();
    Optional<String> skipReason = decision.tagSkipReason();
    Optional<Path> target =
        config.action() == AfterConfig.Action.KEEP
            ? Optional.empty()
            : targetPaths.plannedTarget(decision);
    FileMover.Destination destination =
        target.isEmpty()
            ? new FileMover.Destination.Current()
            : TargetPaths.destination(candidate, target.get());
    if (destination instanceof FileMover.Destination.Duplicate duplicate) {
      return FileChange.left(candidate.file(), duplicateNote(duplicate));
    }
    if (destination instanceof FileMover.Destination.Free free) {
      boolean moving = config.action() == AfterConfig.Action.MOVE;
      return new FileChange(
          moving ? FileChange.Action.MOVE : FileChange.Action.COPY,
          candidate.file().path(),
          free.path(),
          skipReason.orElse("with new tags"));
    }
    boolean tagging = skipReason.isEmpty() && config.action() != AfterConfig.Action.COPY;
    return tagging
        ? new FileChange(FileChange.Action.TAG, candidate.file().path(), null, "")
        : FileChange.left(candidate.file(), skipReason.orElse(""));
  }

  private static String duplicateNote(FileMover.Destination.Duplicate duplicate) {
    return "the same song already exists: " + SongFile.text(duplicate.path());
  }
}
