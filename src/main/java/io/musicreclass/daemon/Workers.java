package io.musicreclass.daemon;

import io.musicreclass.ledger.rows.Job;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.lifecycle.Stoppable;
import io.musicreclass.problems.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Worker threads that take songs from a queue. While several songs are waiting, each gets one
 * thread; a single song gets all of them. A worker survives anything that is thrown and continues
 * with the next song.
 *
 * <p>One more thread stands by, so that songs of the inbox do not wait for slow disks of the
 * library: it takes one when all workers are busy and one of them has been working on a song of
 * another origin for some time.
 */
final class Workers implements Stoppable {
  private static final Logger LOG = Logger.getLogger(Workers.class);
  private static final long POLL_MS = 5000;
  private static final long STANDBY_POLL_MS = 250;

  /** The source of the songs. */
  interface Songs {
    /** Claims the next song; empty when there is none now. */
    Optional<Job> next();

    /** Claims the next song of the inbox; empty when there is none now. */
    Optional<Job> nextOfInbox();

    /** Whether a song of the inbox is waiting. */
    boolean hasWaitingInboxFile();

    /** Whether more than one song is waiting or being processed. */
    boolean hasSeveral();
  }

  private final int count;
  private final Songs songs;
  private final ObjIntConsumer<Job> pipeline;
  private final Runnable onIdle;
  private final Duration closeTimeout;
  private final Problems problems;
  private final LongSupplier nanoTime;
  private final BusyWorkers busyWorkers;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;
  private volatile boolean paused;
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicBoolean idleReported = new AtomicBoolean();
  private long wakes; // guarded by this
  private volatile long closeBy;

  /**
   * @param pipeline processes a song with the given number of threads
   * @param onIdle called once in each pause, when no song is being processed any more
   * @param unavailable whether a file is on a disk that does not respond; must not block
   * @param closeTimeout how long {@link #close} waits for the songs in progress, counted from
   *     {@link #stop}
   * @param problems receives what keeps a worker from taking or processing songs
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  Workers(
      int count,
      Songs songs,
      ObjIntConsumer<Job> pipeline,
      Runnable onIdle,
      Predicate<Path> unavailable,
      Duration closeTimeout,
      Problems problems,
      LongSupplier nanoTime) {
    this.count = count;
    this.songs = songs;
    this.pipeline = pipeline;
    this.onIdle = onIdle;
    this.busyWorkers = new BusyWorkers(unavailable, nanoTime);
    this.closeTimeout = closeTimeout;
    this.problems = problems;
    this.nanoTime = nanoTime;
  }

  void start() {
    IntStream.rangeClosed(1, count).forEach(i -> add(new Thread(this::run, "worker-" + i)));
    add(new Thread(this::runStandby, "worker-standby"));
  }

  private synchronized void add(Thread thread) {
    if (!closed) {
      threads.add(thread);
      thread.start();
    }
  }

  private void runStandby() {
    Problems.Source problem = problems.source();
    while (!closed) {
      await(wakes(), busy.get() > 0 ? STANDBY_POLL_MS : POLL_MS);
      attempt(problem, this::takeOver);
    }
  }

  private void takeOver() {
    replaceStuck();
    if (busyWorkers.delayInbox(count) && songs.hasWaitingInboxFile()) {
      work(songs::nextOfInbox);
    }
  }

  private void replaceStuck() {
    for (Thread stuck : busyWorkers.replaceStuck()) {
      add(new Thread(this::run, stuck.getName()));
    }
  }

  /** Pauses or resumes; songs in progress are finished. */
  void pause(boolean on) {
    paused = on;
    idleReported.set(false);
    wake();
  }

  /** Whether all workers have been busy with one song each for so long that none will end. */
  boolean areStalled() {
    return busyWorkers.areStalled(count);
  }

  /** Wakes waiting workers: the queue may have new songs. */
  synchronized void wake() {
    wakes++;
    notifyAll();
  }

  private synchronized long wakes() {
    return wakes;
  }

  private void run() {
    Problems.Source problem = problems.source();
    while (!closed && !busyWorkers.isReplaced()) {
      long seen = wakes();
      boolean[] worked = new boolean[1];
      attempt(problem, () -> worked[0] = work(songs::next));
      if (!worked[0]) {
        await(seen, POLL_MS);
      }
    }
    problem.recovered();
  }

  /**
   * Runs the work and reports whatever it throws: a full disk below the ledger, a lack of memory,
   * or a bug.
   */
  private static void attempt(Problems.Source problem, Runnable work) {
    try {
      work.run();
      problem.recovered();
    } catch (RuntimeException | Error e) {
      try {
        problem.failed("Songs cannot be taken from the queue: " + FailureText.of(e));
        LOG.errorf(e, "Failed to take a song from the queue, retrying");
      } catch (RuntimeException | Error again) {
        // Not even enough memory to report it; the worker must continue all the same.
      }
    }
  }

  /** Processes the next song; false when there is none or the workers are paused. */
  private boolean work(Supplier<Optional<Job>> source) {
    busy.incrementAndGet();
    try {
      Optional<Job> job = paused ? Optional.empty() : source.get();
      job.ifPresent(this::process);
      if (job.isPresent()) {
        wake(); // it may be back in the queue, or another song waited for its end
      }
      return job.isPresent();
    } finally {
      if (busy.decrementAndGet() == 0 && paused && idleReported.compareAndSet(false, true)) {
        onIdle.run();
      }
    }
  }

  private void process(Job song) {
    busyWorkers.begin(song);
    wake(); // the one that stands by watches how long it takes
    try {
      pipeline.accept(song, songs.hasSeveral() ? 1 : count);
    } finally {
      busyWorkers.end();
    }
  }

  /** Waits until {@link #wake} is called after the given count, at most for the given time. */
  private synchronized void await(long seen, long atMostMs) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(atMostMs);
    try {
      while (wakes == seen && !closed && System.nanoTime() < until) {
        wait(atMostMs);
      }
    } catch (InterruptedException e) {
      // Left over from the previous song: only stop ends a worker.
    }
  }

  private synchronized List<Thread> awaited() {
    return threads.stream().filter(thread -> !busyWorkers.isStuck(thread)).toList();
  }

  /** Takes no more songs; those in progress are finished. */
  @Override
  public synchronized void stop() {
    if (!closed) {
      closed = true;
      closeBy = nanoTime.getAsLong() + closeTimeout.toNanos();
      notifyAll();
    }
  }

  /**
   * Waits for the songs in progress until the timeout; unfinished ones are processed again at the
   * next start.
   */
  @Override
  public void close() {
    stop();
    try {
      for (Thread thread : awaited()) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(closeBy - nanoTime.getAsLong())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
