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

  /** A way back; nothing is done yet. */
  public UndoTask(Settings setup, Ledger ledger, FileChange.Listener listener) {
    this.ledger = ledger;
    this.reversal = new ChangeReversal(ledger.changes(), TargetPaths.folders(setup));
    this.listener = listener;
  }

  /**
   * Undoes changes, after what was broken off is settled: only then it is known what is done.
   *
   * @param which the changes, the latest first
   * @throws IOException when that cannot be settled
   */
  public void run(Function<FileChanges, List<RecordedChange>> which) throws IOException {
    new CrashRecovery(ledger.changes()).settleAll();
    each(which.apply(ledger.changes()), true);
  }

  /**
   * Says what could be undone as things stand; an older change of a file waits for the later.
   *
   * @param which the changes, the latest first
   */
  public void plan(Function<FileChanges, List<RecordedChange>> which) {
    each(which.apply(ledger.changes()), false);
  }

  private void each(List<RecordedChange> changes, boolean doing) {
    for (RecordedChange change : changes) {
      if (!listener.accept(deed(change, doing))) {
        return;
      }
    }
  }

  private FileChange deed(RecordedChange change, boolean doing) {
    try {
      Optional<String> refusal = reversal.refusal(change);
      if (refusal.isPresent()) {
        return new FileChange(FileChange.What.REFUSED, change.target(), null, refusal.get());
      }
      if (doing) {
        reversal.undo(change);
      }
      return FileChange.undone(change);
    } catch (IOException e) {
      return FileChange.failed(change.target(), FailureText.of(e));
    }
  }
}
