package io.musicreclass.organize;

import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.OrganizeCandidate;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.options.RuntimeOptions;
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
   * Prepares a run; changes nothing yet.
   *
   * @param library true: the files of the library; false: those of the inbox
   * @param replacing whether genres written by people are also replaced
   * @throws IllegalArgumentException if the settings require nothing
   */
  OrganizeTask(
      Settings settings,
      Ledger ledger,
      boolean library,
      boolean replacing,
      FileChange.Listener listener) {
    if (OrganizePlan.isIdle(settings.after())) {
      throw new IllegalArgumentException(
          "Nothing to apply: set reclass.after.action (move, copy) or reclass.after.tag"
              + " (genre, style, mood)");
    }
    this.ledger = ledger;
    this.organizePlan = new OrganizePlan(settings, ledger, replacing);
    this.library = library;
    this.listener = listener;
  }

  /**
   * Prepares a run with the settings and the options changed since in the daemon.
   *
   * @param library true: the files of the library; false: those of the inbox
   * @param replacing whether genres written by people are also replaced
   * @throws IllegalArgumentException if they require nothing
   */
  public static OrganizeTask of(
      Settings settings,
      Ledger ledger,
      boolean library,
      boolean replacing,
      FileChange.Listener listener) {
    Settings effective = RuntimeOptions.of(settings, ledger).applyTo(settings);
    return new OrganizeTask(effective, ledger, library, replacing, listener);
  }

  /** Reports what {@link #run} would change; changes nothing. */
  public void plan() {
    forEachCandidate(organizePlan::plan);
  }

  /**
   * Recovers interrupted changes, then changes the files.
   *
   * @return the number of the batch, for undoing it
   * @throws IOException if interrupted changes cannot be recovered
   */
  public long run() throws IOException {
    new CrashRecovery(ledger.changes()).recoverAll();
    long batch = ledger.changes().newBatch();
    forEachCandidate(candidate -> perform(candidate, batch));
    return batch;
  }

  private FileChange perform(OrganizeCandidate candidate, long batch) throws IOException {
    FileChange change = organizePlan.perform(candidate, batch);
    if (!library && change.unsure() != candidate.waiting()) {
      ledger.organizeQueue().clearPending(candidate, change.unsure());
    }
    return change;
  }

  /** The work on one file. */
  private interface Step {
    FileChange run(OrganizeCandidate candidate) throws IOException;
  }

  private void forEachCandidate(Step step) {
    long last = 0;
    List<OrganizeCandidate> page;
    do {
      page = ledger.organizeQueue().page(library, last, PAGE);
      for (OrganizeCandidate candidate : page) {
        last = candidate.row();
        if (!listener.accept(run(step, candidate))) {
          return;
        }
      }
    } while (page.size() == PAGE);
  }

  private static FileChange run(Step step, OrganizeCandidate candidate) {
    try {
      return step.run(candidate);
    } catch (IOException e) {
      return FileChange.failed(candidate.file().path(), FailureText.of(e));
    }
  }
}
