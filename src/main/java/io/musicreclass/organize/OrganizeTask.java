package io.musicreclass.organize;

import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.OrganizeCandidate;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.vote.VoteRules;
import java.io.IOException;
import java.util.List;

/** Applies the settings under {@code reclass.after} to the songs that have a verdict. */
public final class OrganizeTask {
  private static final int PAGE = 500;

  private final Ledger ledger;
  private final OrganizePlan organizePlan;
  private final boolean library;
  private final FileChange.Listener listener;

  /**
   * An application of the settings; nothing is done yet.
   *
   * @param library whether the library's files are meant, or the inbox's
   * @param replacing whether genres that people wrote are replaced, too
   * @throws IllegalArgumentException when the settings say that nothing is to be done
   */
  OrganizeTask(
      Settings setup,
      Ledger ledger,
      boolean library,
      boolean replacing,
      FileChange.Listener listener) {
    if (OrganizePlan.idle(setup.after())) {
      throw new IllegalArgumentException(
          "There is nothing to apply: set reclass.after.action (move, copy) or reclass.after.tag"
              + " (genre)");
    }
    this.ledger = ledger;
    this.organizePlan = new OrganizePlan(setup, ledger, replacing);
    this.library = library;
    this.listener = listener;
  }

  /**
   * An application of the settings and of what was chosen since while the daemon ran.
   *
   * @param library whether the library's files are meant, or the inbox's
   * @param replacing whether genres that people wrote are replaced, too
   * @throws IllegalArgumentException when they say that nothing is to be done
   */
  public static OrganizeTask of(
      Settings setup,
      Ledger ledger,
      boolean library,
      boolean replacing,
      FileChange.Listener listener) {
    Settings chosen = RuntimeOptions.of(setup, ledger, 1, VoteRules.of(setup.vote(), false)).applyTo(setup);
    return new OrganizeTask(chosen, ledger, library, replacing, listener);
  }

  /** Says what would be done. */
  public void plan() {
    eachPage(organizePlan::plan);
  }

  /**
   * Does it, after what was broken off is settled.
   *
   * @return the number of the batch
   * @throws IOException when that cannot be settled
   */
  public long run() throws IOException {
    new CrashRecovery(ledger.changes()).settleAll();
    long batch = ledger.changes().newBatch();
    eachPage(heard -> act(heard, batch));
    return batch;
  }

  private FileChange act(OrganizeCandidate heard, long batch) throws IOException {
    FileChange change = organizePlan.act(heard, batch);
    if (!library && change.unsure() != heard.waiting()) {
      ledger.organizeQueue().clearPending(heard, change.unsure());
    }
    return change;
  }

  /** What is done with one file. */
  private interface Step {
    FileChange take(OrganizeCandidate heard) throws IOException;
  }

  private void eachPage(Step step) {
    long last = 0;
    List<OrganizeCandidate> page;
    do {
      page = ledger.organizeQueue().page(library, last, PAGE);
      for (OrganizeCandidate heard : page) {
        last = heard.row();
        if (!listener.accept(deed(step, heard))) {
          return;
        }
      }
    } while (page.size() == PAGE);
  }

  private static FileChange deed(Step step, OrganizeCandidate heard) {
    try {
      return step.take(heard);
    } catch (IOException e) {
      return FileChange.failed(heard.file().path(), FailureText.of(e));
    }
  }
}
