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
 * Applies the settings and undoes changes while the daemon runs, one run at a time; automatic
 * sorting waits meanwhile. Thread-safe.
 */
public final class Organizer implements Stoppable {
  private static final long PATIENCE_S = 10;

  private final Settings setup;
  private final Ledger ledger;
  private final ReentrantLock files;
  private volatile boolean closed;
  private volatile long until;

  /**
   * @param files held by the one who is at work on files
   */
  public Organizer(Settings setup, Ledger ledger, ReentrantLock files) {
    this.setup = setup;
    this.ledger = ledger;
    this.files = files;
  }

  /** Whether there is nothing to apply, as the settings are now. */
  public boolean idle() {
    return OrganizePlan.idle(setup.after());
  }

  /** Whether songs of an unsure genre are neither tagged nor sorted into a genre's folder. */
  public boolean onlySure() {
    return setup.after().onlySure();
  }

  /** How many files of the inbox wait for a sure genre. */
  public int unsure() {
    return ledger.organizeQueue().unsure();
  }

  /**
   * Does what the settings say with songs that have a verdict.
   *
   * @param library whether the library's files are meant, or the inbox's
   * @param replacing whether genres that people wrote are replaced, too
   * @return the number of the batch
   * @throws IOException when what was broken off before cannot be settled
   * @throws IllegalArgumentException when it is {@link #idle}
   */
  public long apply(boolean library, boolean replacing, FileChange.Listener listener)
      throws IOException {
    OrganizeTask apply = new OrganizeTask(setup, ledger, library, replacing, untilClosed(listener));
    files.lock();
    try {
      return apply.run();
    } finally {
      files.unlock();
    }
  }

  /** Says what {@link #apply} would do. */
  public void plan(boolean library, boolean replacing, FileChange.Listener listener) {
    new OrganizeTask(setup, ledger, library, replacing, untilClosed(listener)).plan();
  }

  /**
   * Undoes changes, or lists which could be undone.
   *
   * @param which the changes, the latest first
   * @param doing false: nothing is done
   * @throws IOException when what was broken off before cannot be settled
   */
  public void undo(
      Function<FileChanges, List<RecordedChange>> which,
      boolean doing,
      FileChange.Listener listener)
      throws IOException {
    UndoTask undo = new UndoTask(setup, ledger, untilClosed(listener));
    if (!doing) {
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
      until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    }
  }

  /** Waits for the current file. */
  @Override
  public void close() {
    stop();
    try {
      if (files.tryLock(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        files.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
