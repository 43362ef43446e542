package io.musicreclass.pipeline;

import io.musicreclass.ledger.Changes;
import io.musicreclass.ledger.Heard;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.Shelves;
import io.musicreclass.problems.Problems;
import io.musicreclass.shelve.AfterConfig;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.jboss.logging.Logger;

/**
 * Does with each file of the inbox what the settings say, one after the other, once it has its
 * verdict. Where the disk refuses, it says so and tries again; a verdict never waits for it.
 */
final class Shelver implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Shelver.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

  /** An album is waited for no longer: a backlog may take days. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final long PATIENCE_MS = 10_000;

  private final Changes changes;
  private final Shelves shelves;
  private final Shelving shelving;
  private final AfterConfig config;
  private final Duration quiet;
  private final Lock files;
  private final Clock clock;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "shelver");
  private final Problems.Source problem;
  private String lastLogged = ""; // guarded by files
  private volatile boolean closed;

  /**
   * @param files held by the one who is at work on files
   */
  Shelver(Setup setup, Ledger ledger, Lock files, Problems.Source problem, Clock clock) {
    this.changes = ledger.changes();
    this.shelves = ledger.shelves();
    this.shelving = new Shelving(setup, ledger, false);
    this.config = setup.after();
    this.quiet = setup.inbox().settle();
    this.files = files;
    this.problem = problem;
    this.clock = clock;
  }

  /**
   * Settles what was broken off, before anybody else looks at the files. From now on verdicts owe
   * their files to this.
   */
  void start() {
    round();
    obey();
    thread.start();
  }

  /** What is to be done may have changed: holds for verdicts from now on. */
  void obey() {
    if (!Shelving.idle(config)) {
      shelves.oweDecided();
    }
  }

  /** There may be a new verdict. */
  void wake() {
    news.release();
  }

  private void run() {
    Duration pause = quiet;
    while (!closed) {
      rest(pause);
      pause = round() ? TRY_AGAIN : quiet;
    }
  }

  /** Works off what is due; false when songs are waited for. */
  boolean round() {
    files.lock();
    try {
      new Repair(changes).settleAll();
      if (!isDue()) {
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
      trouble(Failures.of(e));
    } catch (RuntimeException e) {
      trouble(String.valueOf(e.getMessage())); // the ledger's, say: a full disk
    } finally {
      files.unlock();
    }
    return true;
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
    Optional<Heard> next = shelves.owed(0);
    while (next.isPresent() && !closed) {
      try {
        shelve(next.get());
      } catch (IOException e) {
        refused = refused.isEmpty() ? Failures.of(e) : refused;
      }
      next = shelves.owed(next.get().row());
    }
    return refused;
  }

  private void shelve(Heard heard) throws IOException {
    String file = SongFile.text(heard.file().path());
    Deed deed = shelving.act(heard, changes.newBatch());
    if (deed.what().isChange()) {
      Path now = deed.target() == null ? deed.file() : deed.target();
      String note = deed.note().isEmpty() ? "" : " (" + deed.note() + ")";
      LOG.infof("%s file=%s to=%s%s", deed.what(), file, SongFile.text(now), note);
    } else if (!deed.note().isEmpty()) {
      LOG.warnf("left as it is file=%s: %s", file, deed.note());
    }
    shelves.settled(heard);
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

  /**
   * Ends the file in hand, if that does not take too long; the others are owed at the next start.
   */
  @Override
  public void close() {
    closed = true;
    wake();
    try {
      thread.join(PATIENCE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
