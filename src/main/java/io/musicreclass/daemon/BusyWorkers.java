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
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** The workers that are processing a song, and those given up because their disk hangs. */
final class BusyWorkers {
  private static final Logger LOG = Logger.getLogger(BusyWorkers.class);

  /** A worker that has been busy with a song for this long is not expected back soon. */
  private static final Duration LONG_TASK = Duration.ofMillis(500);

  /** The song that a worker is processing, and since when ({@link System#nanoTime}). */
  private record Task(Job job, long since) {
    boolean isLong() {
      return System.nanoTime() - since > LONG_TASK.toNanos();
    }
  }

  private final Predicate<Path> unavailable;
  private final Map<Thread, Task> tasks = new ConcurrentHashMap<>();
  private final Set<Thread> replaced = ConcurrentHashMap.newKeySet();

  /**
   * @param unavailable whether a file is on a disk that does not respond; must not block
   */
  BusyWorkers(Predicate<Path> unavailable) {
    this.unavailable = unavailable;
  }

  /** The calling worker begins with a song. */
  void begin(Job song) {
    tasks.put(Thread.currentThread(), new Task(song, System.nanoTime()));
  }

  /** The calling worker has finished its song. */
  void end() {
    tasks.remove(Thread.currentThread());
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
          boolean blocked = task.isLong() && unavailable.test(task.job().path());
          if (blocked && thread != Thread.currentThread() && replaced.add(thread)) {
            LOG.warnf("Replaced a worker whose disk does not respond: file=%s", task.job().path());
            stuck.add(thread);
          }
        });
    return stuck;
  }

  /**
   * Whether all workers are busy, and one of them for long with a song that is not of the inbox.
   *
   * @param count the number of workers
   */
  boolean holdUpInbox(int count) {
    return tasks.size() - replaced.size() >= count
        && tasks.values().stream()
            .anyMatch(task -> task.isLong() && task.job().origin() != Origin.INBOX);
  }

  /** Whether a worker was replaced or is blocked by a disk that does not respond. */
  boolean isStuck(Thread thread) {
    Task task = tasks.get(thread);
    return replaced.contains(thread) || (task != null && unavailable.test(task.job().path()));
  }
}
