package io.musicreclass.organize;

import io.musicreclass.config.Setup;
import io.musicreclass.ledger.Changes;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Change;
import io.musicreclass.lifecycle.Failures;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Takes back what was done with files: tags, moves and copies alike, the latest first. */
public final class Undo {
  private final Ledger ledger;
  private final Reversal reversal;
  private final Deed.Witness witness;

  /** A way back; nothing is done yet. */
  public Undo(Setup setup, Ledger ledger, Deed.Witness witness) {
    this.ledger = ledger;
    this.reversal = new Reversal(ledger.changes(), Places.folders(setup));
    this.witness = witness;
  }

  /**
   * Undoes changes, after what was broken off is settled: only then it is known what is done.
   *
   * @param which the changes, the latest first
   * @throws IOException when that cannot be settled
   */
  public void run(Function<Changes, List<Change>> which) throws IOException {
    new Repair(ledger.changes()).settleAll();
    each(which.apply(ledger.changes()), true);
  }

  /**
   * Says what could be undone as things stand; an older change of a file waits for the later.
   *
   * @param which the changes, the latest first
   */
  public void plan(Function<Changes, List<Change>> which) {
    each(which.apply(ledger.changes()), false);
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
