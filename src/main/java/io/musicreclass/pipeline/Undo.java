package io.musicreclass.pipeline;

import io.musicreclass.ledger.Change;
import io.musicreclass.ledger.Ledger;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Takes back what was done with files: tags, moves and copies alike, the latest first. */
public final class Undo {
  private final Ledger ledger;
  private final Reversal reversal;
  private final Deed.Witness witness;

  /** A way back; nothing is done yet. */
  public Undo(Setup setup, Ledger ledger, Deed.Witness witness) {
    this.ledger = ledger;
    this.reversal = new Reversal(ledger.changes(), Places.pattern(setup).folder());
    this.witness = witness;
  }

  /**
   * Undoes changes, after what was broken off is settled.
   *
   * @param changes the latest first
   * @throws IOException when that cannot be settled
   */
  public void run(List<Change> changes) throws IOException {
    new Repair(ledger.changes()).settleAll();
    each(changes, true);
  }

  /** Says what could be undone as things stand; an older change of a file waits for the later. */
  public void plan(List<Change> changes) {
    each(changes, false);
  }

  private void each(List<Change> changes, boolean doing) {
    for (Change change : changes) {
      if (!witness.saw(deed(change, doing))) {
        return;
      }
    }
  }

  private Deed deed(Change change, boolean doing) {
    try {
      Optional<String> refusal = reversal.refusal(change);
      if (refusal.isPresent()) {
        return new Deed(Deed.What.REFUSED, change.target(), null, refusal.get());
      }
      if (doing) {
        reversal.undo(change);
      }
      return Deed.undone(change);
    } catch (IOException e) {
      return Deed.failed(change.target(), Failures.of(e));
    }
  }
}
