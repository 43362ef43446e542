package io.musicreclass.daemon;

import io.musicreclass.ledger.rows.Job;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.lifecycle.Stoppable;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.ClassifiedTrack.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Threads that take songs from a queue. With a backlog each song gets one thread; a song that comes
 * alone gets them all. Whatever is thrown, a thread goes on with the next song after a while.
 *
 * <p>One more thread stands by, so that a song of the inbox does not wait for the others' disks: it
 * takes one when all workers are busy and one of them has been with a song of other origin for a
 * while.
 */
final class Workers implements Stoppable {
  private static final Logger LOG = Logger.getLogger(Workers.class);
  private static final long LOOK_AGAIN_MS = 5000;
  private static final long STANDBY_LOOK_MS = 250;

  /** A worker that has been with a song for so long does not come back at once. */
  private static final Duration WHILE = Duration.ofMillis(500);

  /** Where the songs come from. */
  interface Songs {
    /** The next one to be heard; empty when there is none now. */
    Optional<Job> next();

    /** The next one of the inbox. */
    Optional<Job> nextOfInbox();

    /** Whether one of the inbox waits. */
    boolean inboxWaits();

    /** Whether more than one waits or is being heard. */
    boolean isCrowd();
  }

  /** What a worker is at. */
  private record Task(Job job, long since) {
    boolean isLong() {
      return System.nanoTime() - since > WHILE.toNanos();
    }
  }

  private final int count;
  private final Songs songs;
  private final ObjIntConsumer<Job> pipeline;
  private final Runnable atRest;
  private final Predicate<Path> unavailable;
  private final Duration patience;
  private final Problems problems;
  private final Map<Thread, Task> tasks = new ConcurrentHashMap<>();
  private final Set<Thread> replaced = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;
  private volatile boolean paused;
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicBoolean resting = new AtomicBoolean();
  private long news;
  private volatile long until;

  /**
   * @param pipeline hears a song, by as many threads
   * @param atRest called once in each pause, when no song is being heard any more
   * @param unavailable whether a file is on a disk that does not answer; must not wait for it
   * @param patience how long {@link #close} waits, counted from {@link #stop}, for songs being
   *     heard
   * @param problems gets what keeps a thread from taking songs or working on them
   */
  Workers(
      int count,
      Songs songs,
      ObjIntConsumer<Job> pipeline,
      Runnable atRest,
      Predicate<Path> unavailable,
      Duration patience,
      Problems problems) {
    this.count = count;
    this.songs = songs;
    this.pipeline = pipeline;
    this.atRest = atRest;
    this.unavailable = unavailable;
    this.patience = patience;
    this.problems = problems;
  }

  void start() {
    for (int i = 1; i <= count; i++) {
      add(new Thread(this::run, "worker-" + i));
    }
    add(new Thread(this::standBy, "worker-standby"));
  }

  private synchronized void add(Thread thread) {
    if (!closed) {
      threads.add(thread);
      thread.start();
    }
  }

  private void standBy() {
    Problems.Source problem = problems.source();
    while (!closed) {
      rest(news(), STANDBY_LOOK_MS);
      attempt(problem, this::standIn);
    }
  }

  private void standIn() {
    replaceStuck();
    if (isInboxHeldUp()) {
      work(songs::nextOfInbox);
    }
  }

  /** A worker whose disk does not answer is not counted on: another takes its place. */
  private void replaceStuck() {
    tasks.forEach(
        (thread, task) -> {
          boolean stuck = task.isLong() && unavailable.test(task.job().path());
          if (stuck && thread != Thread.currentThread() && replaced.add(thread)) {
            LOG.warnf("A disk does not answer, others go on: file=%s", task.job().path());
            add(new Thread(this::run, thread.getName()));
          }
        });
  }

  private boolean isInboxHeldUp() {
    return tasks.size() - replaced.size() >= count
        && tasks.values().stream()
            .anyMatch(task -> task.isLong() && task.job().origin() != Origin.INBOX)
        && songs.inboxWaits();
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
    Problems.Source problem = problems.source();
    while (!closed && !replaced.remove(Thread.currentThread())) {
      long known = news();
      boolean[] worked = new boolean[1];
      attempt(problem, () -> worked[0] = work(songs::next));
      if (!worked[0]) {
        rest(known, LOOK_AGAIN_MS);
      }
    }
    problem.recovered();
  }

  /** Whatever it throws: a full disk below the ledger, too little memory, or a bug. */
  private static void attempt(Problems.Source problem, Runnable work) {
    try {
      work.run();
      problem.recovered();
    } catch (RuntimeException | Error e) {
      try {
        problem.failed("Songs cannot be taken from the queue: " + FailureText.of(e));
        LOG.errorf(e, "The queue could not be worked on, trying again");
      } catch (RuntimeException | Error again) {
        // Memory is too short even for that: the thread must go on all the same.
      }
    }
  }

  /** Hears the next song, if there is one and it may be heard. */
  private boolean work(Supplier<Optional<Job>> source) {
    busy.incrementAndGet();
    try {
      Optional<Job> job = paused ? Optional.empty() : source.get();
      job.ifPresent(this::hear);
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

  private void hear(Job song) {
    tasks.put(Thread.currentThread(), new Task(song, System.nanoTime()));
    try {
      pipeline.accept(song, songs.isCrowd() ? 1 : count);
    } finally {
      tasks.remove(Thread.currentThread());
    }
  }

  /** Waits for news after those known; looks again after a while even without. */
  private synchronized void rest(long known, long atMostMs) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(atMostMs);
    try {
      while (news == known && !closed && System.nanoTime() < until) {
        wait(atMostMs);
      }
    } catch (InterruptedException e) {
      // Left over from the song before: only stop ends a thread.
    }
  }

  private synchronized List<Thread> awaited() {
    return threads.stream().filter(thread -> !isStuck(thread)).toList();
  }

  private boolean isStuck(Thread thread) {
    Task task = tasks.get(thread);
    return replaced.contains(thread) || (task != null && unavailable.test(task.job().path()));
  }

  /** Takes no more songs; those being heard are heard to their end. */
  @Override
  public synchronized void stop() {
    if (!closed) {
      closed = true;
      until = System.nanoTime() + patience.toNanos();
      notifyAll();
    }
  }

  /** Waits for the songs being heard, for a while; they are heard anew at the next start. */
  @Override
  public void close() {
    stop();
    try {
      for (Thread thread : awaited()) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
