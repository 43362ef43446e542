package io.musicreclass.organize;

import io.musicreclass.config.AfterConfig;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.FileChanges;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.OrganizeQueue;
import io.musicreclass.ledger.rows.OrganizeCandidate;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.lifecycle.Stoppable;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.jboss.logging.Logger;

/**
 * Tags and sorts each file of the inbox as configured once it has its verdict, one at a time. Disk
 * failures are reported and retried; a verdict never waits for this.
 */
public final class FileOrganizer implements Stoppable {
  private static final Logger LOG = Logger.getLogger(FileOrganizer.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

  /** Longest wait for the other songs of an album: a backlog may take days. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final long PATIENCE_MS = 10_000;

  private final FileChanges changes;
  private final OrganizeQueue organizeQueue;
  private final OrganizePlan organizePlan;
  private final AfterConfig config;
  private final Duration quiet;
  private final Lock files;
  private final Clock clock;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "shelver");
  private final Problems.Source problem;
  private final CountDownLatch settled = new CountDownLatch(1);
  private String lastLogged = ""; // of whoever runs the rounds
  private volatile boolean closed;
  private volatile long until;

  /**
   * @param files held while files are changed
   */
  public FileOrganizer(
      Settings setup, Ledger ledger, Lock files, Problems.Source problem, Clock clock) {
    this.changes = ledger.changes();
    this.organizeQueue = ledger.organizeQueue();
    this.organizePlan = new OrganizePlan(setup, ledger, false);
    this.config = setup.after();
    this.quiet = setup.inbox().settle();
    this.files = files;
    this.problem = problem;
    this.clock = clock;
  }

  /**
   * Starts and returns at once. A background thread recovers interrupted changes and then processes
   * pending files. From now on files are queued for this with their verdicts.
   */
  public void start() {
    applySettings();
    thread.start();
  }

  /**
   * Waits until interrupted changes are recovered; other services must not read the files before.
   *
   * @return false when that takes longer than the time given
   */
  public boolean awaitRecovery(Duration atMost) {
    try {
      return settled.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Applies changed settings to verdicts from now on. */
  public void applySettings() {
    if (!OrganizePlan.idle(config)) {
      organizeQueue.markDecidedPending();
    }
  }

  /** There may be a new verdict. */
  public void wake() {
    news.release();
  }

  private void run() {
    while (!closed) {
      Duration pause = round() ? TRY_AGAIN : quiet;
      settled.countDown();
      rest(pause);
    }
    settled.countDown();
  }

  /** Processes due files; false when it waits for more songs. */
  boolean round() {
    try {
      locked(() -> new CrashRecovery(changes).settleAll(() -> closed));
      settled.countDown();
      if (closed || !isDue()) {
        return false;
      }
      String refused = shelveAll();
      if (refused.isEmpty()) {
        lastLogged = "";
        problem.recovered();
      } else {
        trouble(refused);
      }
    } catch (IOException e) {
      trouble(FailureText.of(e));
    } catch (RuntimeException e) {
      trouble(String.valueOf(e.getMessage())); // the ledger's, say: a full disk
    }
    return true;
  }

  /** A step on files, short enough for others to wait for. */
  private interface Step {
    void run() throws IOException;
  }

  private void locked(Step step) throws IOException {
    files.lock();
    try {
      step.run();
    } finally {
      files.unlock();
    }
  }

  /** The songs of an album come one by one, and all of them vote on where it goes. */
  private boolean isDue() {
    Instant now = clock.instant();
    Optional<Instant> since = organizeQueue.pendingSince();
    return since.isEmpty()
        || !organizeQueue.expectsMore(now.minus(quiet))
        || !now.isBefore(since.get().plus(LONGEST));
  }

  /**
   * All that are owed; one that the disk refuses keeps no other waiting. Gives the first reason.
   */
  private String shelveAll() {
    String refused = "";
    Optional<OrganizeCandidate> next = organizeQueue.nextPending(0);
    while (next.isPresent() && !closed) {
      try {
        OrganizeCandidate heard = next.get();
        locked(() -> shelve(heard));
      } catch (IOException e) {
        refused = refused.isEmpty() ? FailureText.of(e) : refused;
      }
      next = organizeQueue.nextPending(next.get().row());
    }
    return refused;
  }

  private void shelve(OrganizeCandidate heard) throws IOException {
    String file = SongFile.text(heard.file().path());
    FileChange change = organizePlan.act(heard, changes.newBatch());
    if (change.what().isChange()) {
      Path now = change.target() == null ? change.file() : change.target();
      String note = change.note().isEmpty() ? "" : " (" + change.note() + ")";
      LOG.infof(
          "Organized action=%s file=%s to=%s%s", change.what(), file, SongFile.text(now), note);
    } else if (!change.note().isEmpty()) {
      LOG.logf(
          change.unsure() ? Logger.Level.INFO : Logger.Level.WARN,
          "Skipped file=%s reason=%s",
          file,
          change.note());
    }
    organizeQueue.clearPending(heard, change.unsure());
  }

  private void trouble(String reason) {
    String text = "Files are not tagged or sorted: " + reason;
    if (!text.equals(lastLogged)) {
      LOG.errorf("%s; retrying", text);
    }
    lastLogged = text;
    problem.failed(text);
  }

  private void rest(Duration most) {
    try {
      if (news.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public synchronized void stop() {
    if (!closed) {
      closed = true;
      until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    }
    wake();
  }

  /**
   * Ends the file in hand, if that does not take too long; the others are owed at the next start.
   */
  @Override
  public void close() {
    stop();
    try {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
