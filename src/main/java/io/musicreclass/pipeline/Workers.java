package io.musicreclass.pipeline;

import io.musicreclass.ledger.Job;
import io.musicreclass.ledger.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final Runnable atRest;
  private final Duration patience;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;
  private volatile boolean paused;
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicBoolean resting = new AtomicBoolean();
  private long news;

  /**
   * @param queue gives the next song, empty when there is none now
   * @param atRest called once in each pause, when no song is being heard any more
   * @param patience how long {@link #close} waits for songs being heard
   */
  Workers(
      int count,
      Ledger ledger,
      Supplier<Optional<Job>> queue,
      Pipeline pipeline,
      Runnable atRest,
      Duration patience) {
    this.count = count;
    this.ledger = ledger;
    this.queue = queue;
    this.pipeline = pipeline;
    this.atRest = atRest;
    this.patience = patience;
  }

  void start() {
    for (int i = 1; i <= count; i++) {
      Thread thread = new Thread(this::run, "worker-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  /** Takes no more songs until told otherwise; those being heard are heard to their end. */
  void pause(boolean on) {
    paused = on;
    resting.set(false);
    wake();
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
        if (!work()) {
          rest(known);
        }
      } catch (RuntimeException e) {
        // The ledger itself failed (disk full, say). The song stays in the queue.
        LOG.errorf("The queue could not be worked on, trying again: %s", e.getMessage());
        rest(known);
      }
    }
  }

  /** Hears the next song, if there is one and it may be heard. */
  private boolean work() {
    busy.incrementAndGet();
    try {
      Optional<Job> job = paused ? Optional.empty() : queue.get();
      job.ifPresent(song -> pipeline.hear(song, ledger.waiting(2) > 1 ? 1 : count));
      if (job.isPresent()) {
        wake(); // it may be back in the queue, or another waited for its end
      }
      return job.isPresent();
    } finally {
      if (busy.decrementAndGet() == 0 && paused && resting.compareAndSet(false, true)) {
        atRest.run();
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
