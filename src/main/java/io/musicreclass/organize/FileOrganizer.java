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
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Tags and sorts the files of the inbox as configured once they have their verdicts, one at a time
 * in a thread of its own. Disk failures are reported and retried.
 */
public final class FileOrganizer implements Stoppable {
  private static final Logger LOG = Logger.getLogger(FileOrganizer.class);
  private static final Duration RETRY_DELAY = Duration.ofSeconds(30);

  /** Longest wait for the other songs of an album: a long queue may take days. */
  private static final Duration MAX_ALBUM_WAIT = Duration.ofMinutes(10);

  private static final long STOP_TIMEOUT_MS = 5000;

  private final FileChanges changes;
  private final OrganizeQueue organizeQueue;
  private final OrganizePlan organizePlan;
  private final AfterConfig config;
  private final Duration quiet;
  private final Lock files;
  private final BooleanSupplier provisional;
  private final Clock clock;
  private final Semaphore wakeUps = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "organizer");
  private final Problems.Source problem;
  private final CountDownLatch recovered = new CountDownLatch(1);
  private String lastLogged = ""; // used by the thread that runs the rounds
  private volatile boolean closed;
  private volatile long deadline;

  /**
   * @param files held while files are changed
   * @param provisional whether verdicts may soon be replaced: their files wait
   */
  public FileOrganizer(
      Settings settings,
      Ledger ledger,
      Lock files,
      BooleanSupplier provisional,
      Problems.Source problem,
      Clock clock) {
    this.changes = ledger.changes();
    this.organizeQueue = ledger.organizeQueue();
    this.organizePlan = new OrganizePlan(settings, ledger, false);
    this.config = settings.after();
    this.quiet = settings.inbox().settle();
    this.files = files;
    this.provisional = provisional;
    this.problem = problem;
    this.clock = clock;
  }

  /**
   * Starts the thread and returns. The thread recovers interrupted changes, then processes pending
   * files. From now on, files become pending with their verdicts.
   */
  public void start() {
    applySettings();
    thread.start();
  }

  /**
   * Waits until interrupted changes are recovered; other services must not read the files before.
   *
   * @return false if that takes longer
   */
  public boolean awaitRecovery(Duration atMost) {
    try {
      return recovered.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Applies changed settings to verdicts from now on. */
  public void applySettings() {
    if (!OrganizePlan.isIdle(config)) {
      organizeQueue.markDecidedPending();
    }
  }

  /** Reports that there may be a new verdict. */
  public void wake() {
    wakeUps.release();
  }

  private void run() {
    while (!closed) {
      Duration pause = round() ? RETRY_DELAY : quiet;
      recovered.countDown();
      pause(pause);
    }
    recovered.countDown();
  }

  /** Processes pending files; false if it waits for more songs first. */
  boolean round() {
    try {
      locked(() -> new CrashRecovery(changes).recoverAll(() -> closed));
      recovered.countDown();
      if (closed || provisional.getAsBoolean() || !isDue()) {
        return false;
      }
      String failure = organizeAll();
      if (failure.isEmpty()) {
        lastLogged = "";
        problem.recovered();
      } else {
        failed(failure);
      }
    } catch (IOException e) {
      failed(FailureText.of(e));
    } catch (RuntimeException e) {
      failed(String.valueOf(e.getMessage())); // of the database, such as a full disk
    }
    return true;
  }

  /** Work under the lock, short enough for others to wait for. */
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

  /** The songs of an album arrive one by one, and all of them determine its genre. */
  private boolean isDue() {
    Instant now = clock.instant();
    Optional<Instant> since = organizeQueue.pendingSince();
    return since.isEmpty()
        || !organizeQueue.expectsMore(now.minus(quiet))
        || !now.isBefore(since.get().plus(MAX_ALBUM_WAIT));
  }

  /** Processes all pending files, also after failures; returns the first failure, or "". */
  private String organizeAll() {
    String failure = "";
    Optional<OrganizeCandidate> next = organizeQueue.nextPending(0);
    while (next.isPresent() && !closed) {
      try {
        OrganizeCandidate candidate = next.get();
        locked(() -> organize(candidate));
      } catch (IOException e) {
        failure = failure.isEmpty() ? FailureText.of(e) : failure;
      }
      next = organizeQueue.nextPending(next.get().row());
    }
    return failure;
  }

  private void organize(OrganizeCandidate candidate) throws IOException {
    String file = SongFile.text(candidate.file().path());
    FileChange change = organizePlan.perform(candidate, changes.newBatch());
    if (change.action().isChange()) {
      Path target = change.target() == null ? change.file() : change.target();
      String note = change.note().isEmpty() ? "" : " note=" + change.note();
      LOG.infof(
          "Organized action=%s file=%s target=%s%s",
          change.action(), file, SongFile.text(target), note);
    } else if (!change.note().isEmpty()) {
      LOG.logf(
          change.unsure() ? Logger.Level.INFO : Logger.Level.WARN,
          "Skipped file=%s reason=%s",
          file,
          change.note());
    }
    organizeQueue.clearPending(candidate, change.unsure());
  }

  private void failed(String reason) {
    String text = "Files are not tagged or sorted: " + reason;
    if (!text.equals(lastLogged)) {
      LOG.errorf("Failed to tag or sort files, retrying: reason=%s", reason);
    }
    lastLogged = text;
    problem.failed(text);
  }

  private void pause(Duration longest) {
    try {
      if (wakeUps.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        wakeUps.drainPermits();
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public synchronized void stop() {
    if (!closed) {
      closed = true;
      deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_TIMEOUT_MS);
    }
    wake();
  }

  /**
   * Finishes the current file, within a time limit; the others stay pending until the next start.
   */
  @Override
  public void close() {
    stop();
    try {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
