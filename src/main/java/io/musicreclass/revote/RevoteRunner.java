package io.musicreclass.revote;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.lifecycle.Stoppable;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs the daemon's re-votes, one at a time, while classification continues. */
public final class RevoteRunner implements Stoppable {
  private static final Logger LOG = Logger.getLogger(RevoteRunner.class);

  /** The state of the latest re-vote. */
  public sealed interface State {
    /** None has run since the start. */
    record Idle() implements State {}

    /**
     * One is running.
     *
     * @param done songs so far
     * @param tracks songs at its beginning
     */
    record Running(int done, int tracks) implements State {}

    /** The latest has ended. */
    record Ended(Revote.Outcome outcome) implements State {}

    /**
     * The latest was interrupted; its changes remain, and another re-vote completes it.
     *
     * @param reason why, with the remedy
     */
    record Interrupted(String reason) implements State {}
  }

  private final Ledger ledger;
  private final Revote revote;
  private final Runnable queued;
  private final AtomicReference<State> state = new AtomicReference<>(new State.Idle());
  private volatile boolean closed;
  private @Nullable Thread thread;

  /**
   * @param queued called when queue and outbox may have new entries
   */
  public RevoteRunner(Ledger ledger, Revote revote, Runnable queued) {
    this.ledger = ledger;
    this.revote = revote;
    this.queued = queued;
  }

  /** What a re-vote would change with these rules. */
  public RevoteForecast forecast(TrialRules trial) {
    return revote.forecast(trial);
  }

  /** Starts a re-vote of all songs; false when one is already running. */
  public boolean start() {
    return start(Instant.MIN);
  }

  /** Starts a re-vote of the songs classified since then; false when one is already running. */
  public synchronized boolean start(Instant since) {
    if (closed || state.get() instanceof State.Running) {
      return false;
    }
    int tracks = ledger.reviews().count();
    Thread next = new Thread(() -> run(since, tracks), "revote");
    state.set(new State.Running(0, tracks));
    try {
      next.start();
    } catch (OutOfMemoryError e) { // there are too many threads
      interrupted(e);
      throw e;
    }
    thread = next;
    return true;
  }

  private void run(Instant since, int tracks) {
    try {
      state.set(
          revote
              .run(since, done -> proceed(done, tracks))
              .<State>map(State.Ended::new)
              .orElseGet(() -> new State.Interrupted("the program was stopped: start it again")));
    } catch (LedgerException e) {
      LOG.errorf("Interrupted the re-vote: reason=%s", e.getMessage());
      state.set(new State.Interrupted(e.getMessage() + "; then start it again"));
    } catch (RuntimeException | Error e) {
      interrupted(e);
    }
    queued.run();
  }

  private void interrupted(Throwable e) {
    LOG.errorf(e, "Interrupted the re-vote");
    state.set(new State.Interrupted(FailureText.of(e) + "; start it again"));
  }

  private boolean proceed(int done, int tracks) {
    state.set(new State.Running(done, tracks));
    queued.run();
    return !closed;
  }

  /** The current state. */
  public State state() {
    return state.get();
  }

  @Override
  public void stop() {
    closed = true;
  }

  /** Interrupts a running re-vote between two pages and waits for its end. */
  @Override
  public void close() {
    stop();
    Thread running;
    synchronized (this) {
      running = thread;
    }
    try {
      if (running != null) {
        running.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
