package io.musicreclass.pipeline;

import io.musicreclass.ledger.Job;
import io.musicreclass.ledger.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Threads that take songs from the ledger's queue. With a backlog each song gets one thread; a song
 * that comes alone gets them all.
 */
final class Workers implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Workers.class);
  private static final long LOOK_AGAIN_MS = 5000;

  private final int count;
  private final Ledger ledger;
  private final Supplier<Optional<Job>> queue;
  private final Pipeline pipeline;
  private final Duration patience;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;
  private long news;

  /**
   * @param queue gives the next song, empty when there is none now
   * @param patience how long {@link #close} waits for songs being heard
   */
  Workers(
      int count,
      Ledger ledger,
      Supplier<Optional<Job>> queue,
      Pipeline pipeline,
      Duration patience) {
    this.count = count;
    this.ledger = ledger;
    this.queue = queue;
    this.pipeline = pipeline;
    this.patience = patience;
  }

  void start() {
    for (int i = 1; i <= count; i++) {
      Thread thread = new Thread(this::run, "worker-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  /** There is something in the queue. */
  synchronized void wake() {
    news++;
    notifyAll();
  }

  private synchronized long news() {
    return news;
  }

  private void run() {
    while (!closed) {
      long known = news();
      try {
        Optional<Job> job = queue.get();
        if (job.isPresent()) {
          pipeline.hear(job.get(), ledger.waiting(2) > 1 ? 1 : count);
          wake(); // it may be back in the queue, or another waited for its end
        } else {
          rest(known);
        }
      } catch (RuntimeException e) {
        // The ledger itself failed (disk full, say). The song stays in the queue.
        LOG.errorf("The queue could not be worked on, trying again: %s", e.getMessage());
        rest(known);
      }
    }
  }

  /** Waits for news after those known; looks again after a while even without. */
  private synchronized void rest(long known) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MS);
    try {
      while (news == known && !closed && System.nanoTime() < until) {
        wait(LOOK_AGAIN_MS);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Takes no more songs and waits for those being heard; later ones stay in the queue. */
  @Override
  public void close() {
    closed = true;
    wake();
    long until = System.nanoTime() + patience.toNanos();
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
