package io.musicreclass.pipeline;

import io.musicreclass.ledger.Changes;
import io.musicreclass.ledger.Heard;
import io.musicreclass.shelve.AfterConfig;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does with each file of the inbox what the settings say, one after the other, once it has its
 * verdict. Where the disk refuses, it says so and tries again; a verdict never waits for it.
 */
final class Shelver implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Shelver.class);
  private static final long TRY_AGAIN_S = 30;
  private static final long PATIENCE_MS = 10_000;

  private final Changes changes;
  private final Shelving shelving;
  private final AfterConfig config;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "shelver");
  private volatile String problem = "";
  private volatile boolean closed;

  Shelver(Setup setup, Changes changes) {
    this.changes = changes;
    this.shelving = new Shelving(setup, changes, false);
    this.config = setup.after();
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
      changes.oweDecided();
    }
  }

  /** There may be a new verdict. */
  void wake() {
    news.release();
  }

  /** What is wrong, with the mend; empty when all is well. */
  Optional<String> problem() {
    return Optional.of(problem).filter(text -> !text.isEmpty());
  }

  private void run() {
    while (!closed) {
      rest();
      round();
    }
  }

  private void round() {
    try {
      new Repair(changes).settleAll();
      String refused = shelveAll();
      if (refused.isEmpty()) {
        problem = "";
      } else {
        trouble(refused);
      }
    } catch (IOException e) {
      trouble(Failures.of(e));
    } catch (RuntimeException e) {
      trouble(String.valueOf(e.getMessage())); // the ledger's, say: a full disk
    }
  }

  /**
   * All that are owed; one that the disk refuses keeps no other waiting. Gives the first reason.
   */
  private String shelveAll() {
    String refused = "";
    Optional<Heard> next = changes.owed(0);
    while (next.isPresent() && !closed) {
      try {
        shelve(next.get());
      } catch (IOException e) {
        refused = refused.isEmpty() ? Failures.of(e) : refused;
      }
      next = changes.owed(next.get().row());
    }
    return refused;
  }

  private void shelve(Heard heard) throws IOException {
    String file = SongFile.text(heard.file().path());
    Shelving.Outcome outcome = shelving.act(heard, changes.newBatch());
    if (outcome instanceof Shelving.Outcome.Done done) {
      String note = done.note().isEmpty() ? "" : " (" + done.note() + ")";
      LOG.infof("%s file=%s to=%s%s", done.change().kind(), file, done.change().target(), note);
    } else if (outcome instanceof Shelving.Outcome.Left left && !left.why().isEmpty()) {
      LOG.warnf("left as it is file=%s: %s", file, left.why());
    }
    changes.settled(heard);
  }

  private void trouble(String reason) {
    String text = "Files are not tagged or sorted: " + reason;
    if (!text.equals(problem)) {
      LOG.errorf("%s; trying again", text);
    }
    problem = text;
  }

  private void rest() {
    try {
      if (news.tryAcquire(TRY_AGAIN_S, TimeUnit.SECONDS)) {
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
