package io.musicreclass.inbox;

import io.musicreclass.inbox.FileObservation.Song;
import io.musicreclass.inbox.WatchEvent.What;
import io.musicreclass.inbox.names.Names;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Watches one folder until it is replaced or removed. Not thread-safe. */
final class WatchSession {
  private static final Logger LOG = Logger.getLogger(WatchSession.class);
  private static final long REPORT_TIME_LIMIT = Duration.ofMillis(100).toNanos();
  private static final Duration COALESCE_DELAY = Duration.ofMillis(20);

  private final Path folder;
  private final EventSource events;
  private final WriteDebouncer debouncer;
  private final Consumer<SongFile> arrivals;
  private final BooleanSupplier stop;
  private final IgnoredFiles ignored;
  private final FolderScan scan;
  private final EventProof proof;
  private final UnreadablePaths unreadable;
  private final Problems.Source queueProblem;
  private final Deque<Path> due = new ArrayDeque<>();
  private long delay;

  WatchSession(
      Path folder,
      EventSource events,
      WriteDebouncer debouncer,
      Consumer<SongFile> arrivals,
      IgnoredFiles ignored,
      EventProof proof,
      BooleanSupplier stop,
      Problems problems) {
    this.folder = folder;
    this.events = events;
    this.debouncer = debouncer;
    this.arrivals = arrivals;
    this.stop = stop;
    this.ignored = ignored;
    this.proof = proof;
    this.scan = new FolderScan(events, debouncer, ignored, stop);
    this.unreadable = new UnreadablePaths(problems.source());
    this.queueProblem = problems.source();
  }

  /** Scans the whole folder. */
  void scan() throws EventSource.Exhausted {
    scan(folder);
  }

  private void scan(Path top) throws EventSource.Exhausted {
    unreadable.addAll(scan.below(top), System.nanoTime());
  }

  /**
   * Processes events and reports settled files, for about the given time.
   *
   * @return false if the inbox folder is gone
   */
  boolean step(Duration atMost) throws EventSource.Exhausted, InterruptedException {
    long wait = due.isEmpty() ? debouncer.untilDue(System.nanoTime()) : 0;
    long limit = Math.min(atMost.toNanos(), wait);
    // Rounded up: inotify waits in whole milliseconds and would spin for the remainder.
    List<WatchEvent> batch = events.await(Duration.ofMillis((limit + 999_999) / 1_000_000));
    for (WatchEvent event : batch) {
      if (event instanceof WatchEvent.InboxGone) {
        return false;
      }
      handle(event);
    }
    if (batch.isEmpty()) {
      proof.drained(System.nanoTime());
    }
    for (Path path : unreadable.due(System.nanoTime())) {
      recheck(path);
    }
    unreadable.updateProblem();
    due.addAll(debouncer.due(System.nanoTime()));
    report();
    if (!batch.isEmpty()) {
      // While events are not read, the kernel coalesces a busy writer's identical ones.
      Thread.sleep(COALESCE_DELAY.toMillis());
    }
    return true;
  }

  /** Milliseconds between settling and reporting of the latest file. */
  long delayMs() {
    return Duration.ofNanos(delay).toMillis();
  }

  private void handle(WatchEvent event) throws EventSource.Exhausted {
    if (event instanceof WatchEvent.OfFile file && EventProof.isCanary(file.path())) {
      proof.seen(file.path(), System.nanoTime());
    } else if (event instanceof WatchEvent.OfFile file) {
      Optional<String> rule = Names.fileRule(file.path().getFileName());
      if (rule.isEmpty()) {
        handle(file.path(), file.what(), System.nanoTime());
      } else if (file.what() == What.GONE) {
        ignored.remove(file.path());
      } else {
        ignored.add(file.path(), rule.get());
      }
    } else if (event instanceof WatchEvent.FolderAppeared appeared) {
      Optional<String> rule = Names.folderRule(appeared.folder().getFileName());
      if (rule.isEmpty()) {
        scan(appeared.folder());
      } else {
        ignored.add(appeared.folder(), rule.get());
      }
    } else if (event instanceof WatchEvent.FolderGone gone) {
      events.retainWatches(gone.folder(), Set.of());
      debouncer.retainFolders(gone.folder(), Set.of());
      ignored.remove(gone.folder());
      ignored.retainFolders(gone.folder(), Set.of());
    } else if (event instanceof WatchEvent.RescanNeeded) {
      proof.lost(System.nanoTime());
      debouncer.resetWriters();
      scan();
    }
  }

  private void handle(Path path, What what, long now) {
    if (what == What.GONE) {
      debouncer.forget(path);
    } else if (what == What.MODIFIED && debouncer.modified(path, now)) {
      return; // the most frequent event, which needs no file access
    } else {
      FileObservation observation = FileObservation.of(path);
      if (observation instanceof Song song) {
        handle(song, what, now);
      } else if (observation instanceof FileObservation.Unknown unknown) {
        unreadable.add(path, unknown.cause(), now);
      }
    }
  }

  private void handle(Song song, What what, long now) {
    switch (what) {
      case MODIFIED -> debouncer.written(song, now);
      case CREATED -> debouncer.created(song, now);
      case COMPLETED -> debouncer.completed(song, now);
      default -> debouncer.attributesChanged(song, now);
    }
  }

  private void recheck(Path path) throws EventSource.Exhausted {
    long now = System.nanoTime();
    FileObservation observation = FileObservation.of(path);
    if (observation instanceof FileObservation.Folder) {
      scan(path);
    } else if (observation instanceof Song song) {
      debouncer.seen(song, now);
    } else if (observation instanceof FileObservation.Unknown unknown) {
      unreadable.add(path, unknown.cause(), now);
    }
  }

  /** Reports for a limited time, after which new events are read. */
  private void report() {
    long start = System.nanoTime();
    while (!due.isEmpty()
        && System.nanoTime() - start < REPORT_TIME_LIMIT
        && !stop.getAsBoolean()) {
      Path path = due.pop();
      long now = System.nanoTime();
      FileObservation observation = FileObservation.of(path);
      if (observation instanceof FileObservation.Unknown unknown) {
        debouncer.postpone(path, now);
        unreadable.add(path, unknown.cause(), now);
      } else if (!(observation instanceof Song song)) {
        debouncer.forget(path);
      } else if (debouncer.isSettled(song, now)) {
        if (Names.companions(path).anyMatch(WatchSession::mayExist)) {
          debouncer.postpone(song, WriteDebouncer.Hold.COMPANION, now);
        } else {
          report(song, now);
        }
      }
    }
  }

  private static boolean mayExist(Path path) {
    return !(FileObservation.of(path) instanceof FileObservation.Nothing);
  }

  private void report(Song song, long now) {
    try {
      arrivals.accept(song.file());
      delay = debouncer.reported(song, now);
      queueProblem.recovered();
    } catch (RuntimeException | Error e) {
      LOG.errorf(
          "Failed to queue song, retrying: file=%s reason=%s",
          Names.printable(song.file().path()), e);
      queueProblem.failed(
          "Songs of the inbox cannot be queued, for example "
              + Names.printable(song.file().path())
              + ": "
              + e.getMessage());
      debouncer.postpone(song, WriteDebouncer.Hold.REFUSED, now);
    }
  }
}
