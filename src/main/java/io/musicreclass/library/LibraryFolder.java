package io.musicreclass.library;

import io.musicreclass.inbox.Ignored;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One library folder: whether it responds, and its songs. Queries of its state never wait for the
 * disk, which is accessed only by {@link #visit} and, for {@link #isAvailable}, on a separate
 * thread.
 */
final class LibraryFolder {
  private static final Logger LOG = Logger.getLogger(LibraryFolder.class);

  /** Pause after a failed scan. */
  private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

  private final Path path;
  private final FolderProbe probe;
  private final Ledger ledger;
  private final Problems.Source unreadable;
  private final Clock clock;
  private final FolderAvailability availability;
  private final RecentFiles recent;
  private volatile boolean due = true;
  private volatile boolean scanning;
  private volatile Instant notBefore = Instant.MIN;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile @Nullable Instant scanned;

  public LibraryFolder(Path path, Ledger ledger, Problems.Source unreadable, Clock clock) {
    this(
        path, FolderProbe.of(path), ledger, unreadable, clock, FolderAvailability.RESPONSE_TIMEOUT);
  }

  /**
   * @param unreadable receives what cannot be read in the folder
   * @param timeout time after which the folder counts as not responding
   */
  public LibraryFolder(
      Path path,
      FolderProbe probe,
      Ledger ledger,
      Problems.Source unreadable,
      Clock clock,
      Duration timeout) {
    this.path = path;
    this.probe = probe;
    this.ledger = ledger;
    this.unreadable = unreadable;
    this.clock = clock;
    this.availability =
        new FolderAvailability(path, probe, ledger.libraryQueue(), timeout, this::rescan);
    this.recent = new RecentFiles(probe, clock);
  }

  Path path() {
    return path;
  }

  /** The files that the last scan ignored because of their name. */
  List<Ignored> ignored() {
    return probe.ignored();
  }

  /**
   * Checks whether the folder responds, and parks or releases its songs accordingly. No response in
   * time counts as offline.
   */
  boolean isAvailable() {
    return availability.check();
  }

  /** The same with a shorter time limit. */
  boolean isAvailable(Duration limit) {
    return availability.check(limit);
  }

  /** Why the folder is offline, with the remedy; empty while it responds. Never blocks. */
  Optional<String> problem() {
    return availability.problem();
  }

  /** Requests a scan. */
  void rescan() {
    due = true;
  }

  /** Whether a scan is running. Never blocks. */
  boolean isBusy() {
    return busy.get();
  }

  /**
   * Scans the folder if that is due, and checks recently changed files again. Returns at once when
   * another thread is doing so.
   *
   * @param stop checked between files; true ends the scan
   * @param onQueued called when songs were added to the queue
   * @return the number of new files; empty when the folder was not scanned
   */
  OptionalInt visit(Duration interval, BooleanSupplier stop, Runnable onQueued) {
    if (!busy.compareAndSet(false, true)) {
      return OptionalInt.empty();
    }
    try {
      boolean scanning = isDue(interval);
      int added = (scanning ? scan(stop, onQueued) : 0) + recheckRecent(onQueued);
      return scanning || added > 0 ? OptionalInt.of(added) : OptionalInt.empty();
    } catch (RuntimeException e) {
      due = true;
      notBefore = clock.instant().plus(RETRY_DELAY);
      throw e;
    } finally {
      availability.accessEnded();
      busy.set(false);
    }
  }

  /** Whether a {@link #visit} would do anything now. Never blocks. */
  boolean needsVisit(Duration interval) {
    return !busy.get() && (isDue(interval) || !recent.isEmpty());
  }

  private boolean isDue(Duration interval) {
    Instant now = clock.instant();
    Instant last = scanned;
    return !now.isBefore(notBefore) && (due || last == null || !now.isBefore(last.plus(interval)));
  }

  /** Scans the folder and queues new files; returns their number. */
  private int scan(BooleanSupplier stop, Runnable onQueued) {
    due = false;
    scanning = true;
    try {
      QueueWriter queue = new QueueWriter(ledger, onQueued);
      List<String> skipped = probe.songs(file -> found(file, queue), () -> accessStops(stop));
      availability.accessEnded();
      queue.flush();
      if (stop.getAsBoolean()) {
        due = true;
      } else {
        scanned = clock.instant();
        report(skipped);
      }
      LOG.infof(
          "Scanned the library: folder=%s songs=%d new=%d",
          SongFile.text(path), queue.seen(), queue.added());
      return queue.added();
    } finally {
      scanning = false;
    }
  }

  /** Asked before each disk access, which begins unless the scan is to stop. */
  private boolean accessStops(BooleanSupplier stop) {
    availability.accessBegins();
    return stop.getAsBoolean();
  }

  private void report(List<String> skipped) {
    if (skipped.isEmpty()) {
      unreadable.recovered();
    } else {
      String others = skipped.size() > 1 ? " and " + (skipped.size() - 1) + " more" : "";
      unreadable.report(
          "The library cannot be read completely: "
              + skipped.get(0)
              + others
              + ": check permissions and the disk; reclass retry scans again");
    }
  }

  private void found(SongFile file, QueueWriter queue) {
    if (!recent.observe(file)) {
      availability.accessEnded(); // time spent in the ledger does not count
      queue.add(file);
      availability.accessBegins();
    }
  }

  /** Checks recently changed files again and queues those that have settled. */
  private int recheckRecent(Runnable onQueued) {
    QueueWriter queue = new QueueWriter(ledger, onQueued);
    recent.recheck(queue, availability::accessBegins);
    availability.accessEnded();
    queue.flush();
    return queue.added();
  }

  /** The folder's state. Never waits for the disk. */
  Library.Folder view() {
    Optional<String> problem = problem();
    Library.State state =
        problem.isPresent()
            ? Library.State.OFFLINE
            : scanning
                ? Library.State.SCANNING
                : availability.isChecked() ? Library.State.THERE : Library.State.STARTING;
    return new Library.Folder(path, state, problem, scanned, ledger.libraryQueue().counts(path));
  }
}
