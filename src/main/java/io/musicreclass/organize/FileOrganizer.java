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
 * Does with each file of the inbox what the settings say, one after the other, once it has its
 * verdict. Where the disk refuses, it says so and tries again; a verdict never waits for it.
 */
public final class FileOrganizer implements Stoppable {
  private static final Logger LOG = Logger.getLogger(FileOrganizer.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

  /** An album is waited for no longer: a backlog may take days. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final long PATIENCE_MS = 10_000;

  private final FileChanges changes;
  private final OrganizeQueue shelves;
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
   * @param files held by the one who is at work on files
   */
  public FileOrganizer(
      Settings setup, Ledger ledger, Lock files, Problems.Source problem, Clock clock) {
    this.changes = ledger.changes();
    this.shelves = ledger.shelves();
    this.organizePlan = new OrganizePlan(setup, ledger, false);
    this.config = setup.after();
    this.quiet = setup.inbox().settle();
    this.files = files;
    this.problem = problem;
    this.clock = clock;
  }

  /**
   * Begins, and returns at once: what was broken off is settled on a thread of its own, and then
   * what is owed is done. From now on verdicts owe their files to this.
   */
  public void start() {
    applySettings();
    thread.start();
  }

  /**
   * Waits until what was broken off is settled, before anybody else looks at the files.
   *
   * @return false when that takes longer than the time given
   */
  public boolean awaitSettled(Duration atMost) {
    try {
      return settled.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What is to be done may have changed: holds for verdicts from now on. */
  public void applySettings() {
    if (!OrganizePlan.idle(config)) {
      shelves.oweDecided();
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

  /** Works off what is due; false when songs are waited for. */
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
    Optional<Instant> since = shelves.owedSince();
    return since.isEmpty()
        || !shelves.moreToCome(now.minus(quiet))
        || !now.isBefore(since.get().plus(LONGEST));
  }

  /**
   * All that are owed; one that the disk refuses keeps no other waiting. Gives the first reason.
   */
  private String shelveAll() {
    String refused = "";
    Optional<OrganizeCandidate> next = shelves.owed(0);
    while (next.isPresent() && !closed) {
      try {
        OrganizeCandidate heard = next.get();
        locked(() -> shelve(heard));
      } catch (IOException e) {
        refused = refused.isEmpty() ? FailureText.of(e) : refused;
      }
      next = shelves.owed(next.get().row());
    }
    return refused;
  }

  private void shelve(OrganizeCandidate heard) throws IOException {
    String file = SongFile.text(heard.file().path());
    FileChange change = organizePlan.act(heard, changes.newBatch());
    if (change.what().isChange()) {
      Path now = change.target() == null ? change.file() : change.target();
      String note = change.note().isEmpty() ? "" : " (" + change.note() + ")";
      LOG.infof("%s file=%s to=%s%s", change.what(), file, SongFile.text(now), note);
    } else if (!change.note().isEmpty()) {
      LOG.logf(
          change.unsure() ? Logger.Level.INFO : Logger.Level.WARN,
          "left as it is file=%s: %s",
          file,
          change.note());
    }
    shelves.settled(heard, change.unsure());
  }

  private void trouble(String reason) {
    String text = "Files are not tagged or sorted: " + reason;
    if (!text.equals(lastLogged)) {
      LOG.errorf("%s; trying again", text);
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
