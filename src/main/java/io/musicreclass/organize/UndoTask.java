package io.musicreclass.organize;

import io.musicreclass.config.Settings;
import io.musicreclass.ledger.FileChanges;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.RecordedChange;
import io.musicreclass.lifecycle.FailureText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Undoes changes to files (tags, moves and copies), the latest first. */
public final class UndoTask {
  private final Ledger ledger;
  private final ChangeReversal reversal;
  private final FileChange.Listener listener;

  /** Prepares a run; changes nothing yet. */
  public UndoTask(Settings settings, Ledger ledger, FileChange.Listener listener) {
    this.ledger = ledger;
    this.reversal = new ChangeReversal(ledger.changes(), TargetPaths.folders(settings));
    this.listener = listener;
  }

  /**
   * Recovers interrupted changes, then undoes changes.
   *
   * @param which selects the changes, the latest first; called after the recovery
   * @throws IOException if interrupted changes cannot be recovered
   */
  public void run(Function<FileChanges, List<RecordedChange>> which) throws IOException {
    new CrashRecovery(ledger.changes()).recoverAll();
    forEach(which.apply(ledger.changes()), true);
  }

  /**
   * Reports which changes could be undone now; changes nothing. An older change of a file cannot be
   * undone before the later ones.
   *
   * @param which selects the changes, the latest first
   */
  public void plan(Function<FileChanges, List<RecordedChange>> which) {
    forEach(which.apply(ledger.changes()), false);
  }

  private void forEach(List<RecordedChange> changes, boolean undoing) {
    for (RecordedChange change : changes) {
      if (!listener.accept(undo(change, undoing))) {
        return;
      }
    }
  }

  private FileChange undo(RecordedChange change, boolean undoing) {
    try {
      Optional<String> refusal = reversal.refusal(change);
      if (refusal.isPresent()) {
        return new FileChange(FileChange.Action.REFUSED, change.target(), null, refusal.get());
      }
      if (undoing) {
        reversal.undo(change);
      }
      return FileChange.undone(change);
    } catch (IOException e) {
      return FileChange.failed(change.target(), FailureText.of(e));
    }
  }
}
