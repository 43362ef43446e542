package io.musicreclass.pipeline;

import io.musicreclass.ledger.Change;
import io.musicreclass.ledger.Ledger;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Takes back what was done with files: tags, moves and copies alike, the latest first. */
public final class Undo {
  /** Is told what becomes of each change. */
  public interface Listener {
    /** It is undone, or could be. */
    void undone(Change change);

    /** A person did something since; it stays. */
    void refused(Change change, String why);

    /** The disk refused; it can be tried again. */
    void failed(Change change, String reason);
  }

  private final Ledger ledger;
  private final Reversal reversal;
  private final Listener listener;

  /** A way back; nothing is done yet. */
  public Undo(Setup setup, Ledger ledger, Listener listener) {
    this.ledger = ledger;
    this.reversal = new Reversal(ledger.changes(), Shelving.pattern(setup).folder());
    this.listener = listener;
  }

  /**
   * Undoes changes, after what was broken off is settled.
   *
   * @param changes the latest first
   * @throws IOException when that cannot be settled
   */
  public void run(List<Change> changes) throws IOException {
    new Repair(ledger.changes()).settleAll();
    for (Change change : changes) {
      take(change, true);
    }
  }

  /** Says what could be undone as things stand; an older change of a file waits for the later. */
  public void plan(List<Change> changes) {
    changes.forEach(change -> take(change, false));
  }

  private void take(Change change, boolean doing) {
    try {
      Optional<String> refusal = reversal.refusal(change);
      if (refusal.isPresent()) {
        listener.refused(change, refusal.get());
        return;
      }
      if (doing) {
        reversal.undo(change);
      }
      listener.undone(change);
    } catch (IOException e) {
      listener.failed(change, Failures.of(e));
    }
  }
}
