package io.musicreclass.daemon;

import io.musicreclass.ledger.rows.Job;
import io.musicreclass.track.ClassifiedTrack.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** The workers that are processing a song, and those replaced because their disk hangs. */
final class BusyWorkers {
  private static final Logger LOG = Logger.getLogger(BusyWorkers.class);

  /** A worker busy with one song for longer than this may be blocked by a slow disk. */
  private static final Duration LONG_TASK = Duration.ofMillis(500);

  /** Loading a network may take 10 minutes, and then running it some more. */
  private static final Duration STALLED = Duration.ofHours(1);

  /** The song that a worker is processing, and since when, by the clock's nanoseconds. */
  private record Task(Job job, long since) {}

  private final Predicate<Path> unavailable;
  private final LongSupplier nanoTime;
  private final Map<Thread, Task> tasks = new ConcurrentHashMap<>();
  private final Set<Thread> replaced = ConcurrentHashMap.newKeySet();

  /**
   * @param unavailable whether a file is on a disk that does not respond; must not block
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  BusyWorkers(Predicate<Path> unavailable, LongSupplier nanoTime) {
    this.unavailable = unavailable;
    this.nanoTime = nanoTime;
  }

  /** The calling worker begins with a song. */
  void begin(Job song) {
    tasks.put(Thread.currentThread(), new Task(song, nanoTime.getAsLong()));
  }

  /** The calling worker has finished its song. */
  void end() {
    tasks.remove(Thread.currentThread());
  }

  private boolean isLong(Task task) {
    return nanoTime.getAsLong() - task.since() > LONG_TASK.toNanos();
  }

  /** Whether the calling worker was replaced meanwhile and must end; true once. */
  boolean isReplaced() {
    return replaced.remove(Thread.currentThread());
  }

  /** Marks workers that are blocked by a disk that does not respond, and returns them. */
  List<Thread> replaceStuck() {
    List<Thread> stuck = new ArrayList<>();
    tasks.forEach(
        (thread, task) -> {
          boolean blocked = isLong(task) && unavailable.test(task.job().path());
          if (blocked && thread != Thread.currentThread() && replaced.add(thread)) {
            LOG.warnf("Replaced a worker whose disk does not respond: file=%s", task.job().path());
            stuck.add(thread);
          }
        });
    return stuck;
  }

  /**
   * Whether songs of the inbox have to wait for the library: all workers are busy, and one of them
   * has been working for long on a song that is not from the inbox.
   *
   * @param count the number of workers
   */
  boolean delayInbox(int count) {
    return tasks.size() - replaced.size() >= count
        && tasks.values().stream()
            .anyMatch(task -> isLong(task) && task.job().origin() != Origin.INBOX);
  }

  /**
   * Whether no song can be expected to end: all workers have been working on theirs for far longer
   * than the time limits of files and networks allow, and not because of a disk.
   *
   * @param count the number of workers
   */
  boolean areStalled(int count) {
    return tasks.size() - replaced.size() >= count
        && tasks.values().stream()
            .allMatch(
                task ->
                    nanoTime.getAsLong() - task.since() > STALLED.toNanos()
                        && !unavailable.test(task.job().path()));
  }

  /** Whether a worker was replaced or is blocked by a disk that does not respond. */
  boolean isStuck(Thread thread) {
    Task task = tasks.get(thread);
    return replaced.contains(thread) || (task != null && unavailable.test(task.job().path()));
  }
}
