package io.musicreclass.inbox;

import io.musicreclass.inbox.FileObservation.Song;
import io.musicreclass.inbox.WatchEvent.What;
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

/** The watching of a folder for as long as it stays the same one. For one thread. */
final class WatchSession {
  private static final Logger LOG = Logger.getLogger(WatchSession.class);
  private static final long SLICE = Duration.ofMillis(100).toNanos();
  private static final Duration BREATH = Duration.ofMillis(20);

  private final Path folder;
  private final EventSource events;
  private final WriteDebouncer debouncer;
  private final Consumer<SongFile> arrivals;
  private final BooleanSupplier stop;
  private final IgnoredFiles ignored;
  private final FolderScan scan;
  private final UnreadablePaths unseen;
  private final Problems.Source refusals;
  private final Deque<Path> due = new ArrayDeque<>();
  private long delay;

  WatchSession(
      Path folder,
      EventSource events,
      WriteDebouncer debouncer,
      Consumer<SongFile> arrivals,
      IgnoredFiles ignored,
      BooleanSupplier stop,
      Problems problems) {
    this.folder = folder;
    this.events = events;
    this.debouncer = debouncer;
    this.arrivals = arrivals;
    this.stop = stop;
    this.ignored = ignored;
    this.scan = new FolderScan(events, debouncer, ignored, stop);
    this.unseen = new UnreadablePaths(problems.source());
    this.refusals = problems.source();
  }

  /** Looks at everything. */
  void scan() throws EventSource.Exhausted {
    scan(folder);
  }

  private void scan(Path top) throws EventSource.Exhausted {
    unseen.addAll(scan.below(top), System.nanoTime());
  }

  /**
   * Takes what happened and reports what is due, for about the time given.
   *
   * @return false when the inbox folder has gone
   */
  boolean step(Duration atMost) throws EventSource.Exhausted, InterruptedException {
    long wait = due.isEmpty() ? debouncer.untilDue(System.nanoTime()) : 0;
    long limit = Math.min(atMost.toNanos(), wait);
    // Rounded up to a millisecond: inotify waits in whole ones and would spin for the rest.
    List<WatchEvent> batch = events.await(Duration.ofMillis((limit + 999_999) / 1_000_000));
    for (WatchEvent event : batch) {
      if (event instanceof WatchEvent.InboxGone) {
        return false;
      }
      take(event);
    }
    for (Path path : unseen.due(System.nanoTime())) {
      lookAgain(path);
    }
    unseen.settled();
    due.addAll(debouncer.due(System.nanoTime()));
    report();
    if (!batch.isEmpty()) {
      // The kernel joins the equal events of a busy writer while nobody reads them.
      Thread.sleep(BREATH.toMillis());
    }
    return true;
  }

  /** Milliseconds that the latest file was reported after it had settled. */
  long delayMs() {
    return Duration.ofNanos(delay).toMillis();
  }

  private void take(WatchEvent event) throws EventSource.Exhausted {
    if (event instanceof WatchEvent.OfFile file) {
      Optional<String> rule = Names.fileRule(file.path().getFileName());
      if (rule.isEmpty()) {
        take(file.path(), file.what(), System.nanoTime());
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
      events.keep(gone.folder(), Set.of());
      debouncer.keepFolders(gone.folder(), Set.of());
      ignored.remove(gone.folder());
      ignored.keepFolders(gone.folder(), Set.of());
    } else if (event instanceof WatchEvent.LookAgain) {
      debouncer.forgetWriters();
      scan();
    }
  }

  private void take(Path path, What what, long now) {
    if (what == What.GONE) {
      debouncer.forget(path);
    } else if (what == What.MODIFIED && debouncer.modified(path, now)) {
      return; // which is what happens most, and needs no look
    } else {
      FileObservation observation = FileObservation.of(path);
      if (observation instanceof Song song) {
        take(song, what, now);
      } else if (observation instanceof FileObservation.Unknown unknown) {
        unseen.add(path, unknown.cause(), now);
      }
    }
  }

  private void take(Song song, What what, long now) {
    switch (what) {
      case MODIFIED -> debouncer.written(song, now);
      case CREATED -> debouncer.created(song, now);
      case COMPLETED -> debouncer.completed(song, now);
      default -> debouncer.retouched(song, now);
    }
  }

  private void lookAgain(Path path) throws EventSource.Exhausted {
    long now = System.nanoTime();
    FileObservation observation = FileObservation.of(path);
    if (observation instanceof FileObservation.Folder) {
      scan(path);
    } else if (observation instanceof Song song) {
      debouncer.seen(song, now);
    } else if (observation instanceof FileObservation.Unknown unknown) {
      unseen.add(path, unknown.cause(), now);
    }
  }

  /** Not too many at a time: the events of the meantime are read in between. */
  private void report() {
    long start = System.nanoTime();
    while (!due.isEmpty() && System.nanoTime() - start < SLICE && !stop.getAsBoolean()) {
      Path path = due.pop();
      long now = System.nanoTime();
      FileObservation observation = FileObservation.of(path);
      if (observation instanceof FileObservation.Unknown unknown) {
        debouncer.postpone(path, now);
        unseen.add(path, unknown.cause(), now);
      } else if (!(observation instanceof Song song)) {
        debouncer.forget(path);
      } else if (debouncer.settled(song, now)) {
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
      refusals.recovered();
    } catch (RuntimeException | Error e) {
      LOG.errorf(
          "A song could not be taken in, tries again: file=%s reason=%s",
          Names.shown(song.file().path()), e);
      refusals.failed(
          "Songs of the inbox cannot be taken in, such as "
              + Names.shown(song.file().path())
              + ": "
              + e.getMessage());
      debouncer.postpone(song, WriteDebouncer.Hold.REFUSED, now);
    }
  }
}
