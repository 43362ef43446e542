package io.musicreclass.organize;

import io.musicreclass.config.Setup;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Heard;
import io.musicreclass.lifecycle.Failures;
import io.musicreclass.options.Controls;
import java.io.IOException;
import java.util.List;

/** Does what the settings under {@code reclass.after} say with the songs that have a verdict. */
public final class Apply {
  private static final int PAGE = 500;

  private final Ledger ledger;
  private final Shelving shelving;
  private final boolean library;
  private final Deed.Witness witness;

  /**
   * An application of the settings; nothing is done yet.
   *
   * @param library whether the library's files are meant, or the inbox's
   * @param replacing whether genres that people wrote are replaced, too
   * @throws IllegalArgumentException when the settings say that nothing is to be done
   */
  Apply(Setup setup, Ledger ledger, boolean library, boolean replacing, Deed.Witness witness) {
    if (Shelving.idle(setup.after())) {
      throw new IllegalArgumentException(
          "There is nothing to apply: set reclass.after.action (move, copy) or reclass.after.tag"
              + " (genre)");
    }
    this.ledger = ledger;
    this.shelving = new Shelving(setup, ledger, replacing);
    this.library = library;
    this.witness = witness;
  }

  /**
   * An application of the settings and of what was chosen since while the daemon ran.
   *
   * @param library whether the library's files are meant, or the inbox's
   * @param replacing whether genres that people wrote are replaced, too
   * @throws IllegalArgumentException when they say that nothing is to be done
   */
  public static Apply of(
      Setup setup, Ledger ledger, boolean library, boolean replacing, Deed.Witness witness) {
    Setup chosen = Controls.of(setup, ledger).applyTo(setup);
    return new Apply(chosen, ledger, library, replacing, witness);
  }

  /** Says what would be done. */
  public void plan() {
    eachPage(shelving::plan);
  }

  /**
   * Does it, after what was broken off is settled.
   *
   * @return the number of the batch
   * @throws IOException when that cannot be settled
   */
  public long run() throws IOException {
    new Repair(ledger.changes()).settleAll();
    long batch = ledger.changes().newBatch();
    eachPage(heard -> act(heard, batch));
    return batch;
  }

  private Deed act(Heard heard, long batch) throws IOException {
    Deed deed = shelving.act(heard, batch);
    if (!library && deed.unsure() != heard.waiting()) {
      ledger.shelves().settled(heard, deed.unsure());
    }
    return deed;
  }

  /** What is done with one file. */
  private interface Step {
    Deed take(Heard heard) throws IOException;
  }

  private void eachPage(Step step) {
    long last = 0;
    List<Heard> page;
    do {
      page = ledger.shelves().page(library, last, PAGE);
      for (Heard heard : page) {
        last = heard.row();
        if (!witness.saw(deed(step, heard))) {
          return;
        }
      }
    } while (page.size() == PAGE);
  }

  private static Deed deed(Step step, Heard heard) {
    try {
      return step.take(heard);
    } catch (IOException e) {
      return Deed.failed(heard.file().path(), Failures.of(e));
    }
  }
}
