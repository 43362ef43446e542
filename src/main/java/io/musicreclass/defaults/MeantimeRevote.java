package io.musicreclass.defaults;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.lifecycle.StoppableThread;
import io.musicreclass.revote.RevoteRunner;
import java.time.Duration;
import java.time.Instant;

/** The re-vote of the songs that were classified while the default models were on their way. */
final class MeantimeRevote {
  /** Between two looks whether it has ended. */
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

  private final Ledger ledger;
  private final RevoteRunner revotes;
  private final StoppableThread thread;

  /**
   * @param thread stopped when the daemon stops
   */
  MeantimeRevote(Ledger ledger, RevoteRunner revotes, StoppableThread thread) {
    this.ledger = ledger;
    this.revotes = revotes;
    this.thread = thread;
  }

  /**
   * Has the songs voted on again that were classified since then, and waits for the last one.
   * Interrupted, it is to be run again from the start, which does no harm: a re-vote repeated gives
   * the same.
   *
   * @throws InterruptedException if the daemon stops
   * @throws IllegalStateException if the database fails
   */
  void run(Instant since) throws InterruptedException {
    while (!revotes.start(since)) { // another one is running
      pause();
    }
    while (isRunning()) {
      pause();
    }
    if (revotes.state() instanceof RevoteRunner.State.Interrupted interrupted) {
      throw new IllegalStateException(
          "songs were not classified again with them: " + interrupted.reason());
    }
  }

  /** Whether any re-vote is running, or songs that it has queued are waiting. */
  boolean isRunning() {
    return revotes.state() instanceof RevoteRunner.State.Running || ledger.reviews().isRevoting();
  }

  private void pause() throws InterruptedException {
    if (thread.pause(LOOK_INTERVAL)) {
      throw new InterruptedException("The daemon stops");
    }
  }
}
