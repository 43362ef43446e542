package io.musicreclass.organize;

import io.musicreclass.config.Settings;
import io.musicreclass.ledger.FileChanges;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.RecordedChange;
import io.musicreclass.lifecycle.Stoppable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Applies the settings and undoes changes on request while the daemon runs, one run at a time; the
 * {@link FileOrganizer} waits meanwhile. Thread-safe.
 */
public final class Organizer implements Stoppable {
  private static final long STOP_TIMEOUT_S = 5;

  /** Counting more would take seconds. */
  private static final int MOST_DIFFERING = 1000;

  private final Settings settings;
  private final Ledger ledger;
  private final ReentrantLock files;
  private volatile boolean closed;
  private volatile long deadline;

  /**
   * @param files held while files are changed
   */
  public Organizer(Settings settings, Ledger ledger, ReentrantLock files) {
    this.settings = settings;
    this.ledger = ledger;
    this.files = files;
  }

  /** Whether the current settings require nothing. */
  public boolean idle() {
    return OrganizePlan.isIdle(settings.after());
  }

  /** Whether songs with an unsure genre are neither tagged nor sorted into a genre folder. */
  public boolean onlySure() {
    return settings.after().onlySure();
  }

  /** The number of inbox files that wait for a sure genre. */
  public int unsure() {
    return ledger.organizeQueue().unsure();
  }

  /**
   * The number of inbox files that {@link #apply} would treat by another genre than the one by
   * which they were tagged or sorted; only a thousand songs are looked at.
   */
  public int differing() {
    double threshold = settings.vote().sure();
    return idle()
        ? 0
        : (int)
            ledger.organizeQueue().handledOtherwise(MOST_DIFFERING).stream()
                .filter(now -> !onlySure() || now.isSure(threshold))
                .count();
  }

  /**
   * Tags and sorts the files of songs that have a verdict, as configured.
   *
   * @param library true: the files of the library; false: those of the inbox
   * @param replacing whether genres written by people are also replaced
   * @return the number of the batch, for undoing it
   * @throws IOException if interrupted changes cannot be recovered
   * @throws IllegalArgumentException if it is {@link #idle}
   */
  public long apply(boolean library, boolean replacing, FileChange.Listener listener)
      throws IOException {
    OrganizeTask apply =
        new OrganizeTask(settings, ledger, library, replacing, untilClosed(listener));
    files.lock();
    try {
      return apply.run();
    } finally {
      files.unlock();
    }
  }

  /** Reports what {@link #apply} would change; changes nothing. */
  public void plan(boolean library, boolean replacing, FileChange.Listener listener) {
    new OrganizeTask(settings, ledger, library, replacing, untilClosed(listener)).plan();
  }

  /**
   * Undoes changes, or reports which ones could be undone.
   *
   * @param which selects the changes, the latest first
   * @param undoing false: only report
   * @throws IOException if interrupted changes cannot be recovered
   */
  public void undo(
      Function<FileChanges, List<RecordedChange>> which,
      boolean undoing,
      FileChange.Listener listener)
      throws IOException {
    UndoTask undo = new UndoTask(settings, ledger, untilClosed(listener));
    if (!undoing) {
      undo.plan(which);
      return;
    }
    files.lock();
    try {
      undo.run(which);
    } finally {
      files.unlock();
    }
  }

  private FileChange.Listener untilClosed(FileChange.Listener listener) {
    return change -> listener.accept(change) && !closed;
  }

  @Override
  public synchronized void stop() {
    if (!closed) {
      closed = true;
      deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_TIMEOUT_S);
    }
  }

  /** Waits for the current file, within a time limit. */
  @Override
  public void close() {
    stop();
    try {
      if (files.tryLock(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        files.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
