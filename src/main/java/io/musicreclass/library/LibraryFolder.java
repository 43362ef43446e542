package io.musicreclass.library;

import io.musicreclass.inbox.Ignored;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.LibraryQueue;
import io.musicreclass.lifecycle.BoundedQuery;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One library folder: whether it responds, and its songs. Queries of its state never wait for the
 * disk, which is accessed only by {@link #visit} and, for {@link #isThere}, on a separate thread.
 */
final class LibraryFolder {
  private static final Logger LOG = Logger.getLogger(LibraryFolder.class);

  /** A folder that takes longer counts as not responding; a disk that spins up needs seconds. */
  static final Duration SLOW = Duration.ofSeconds(3);

  /** Pause after a failed scan. */
  private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

  /** A file changed this recently may still be being written. */
  private static final Duration RECENT = Duration.ofSeconds(10);

  /**
   * Most recently changed files that are observed until they settle; further ones are queued at
   * once and fail at worst.
   */
  private static final int MOST_RECENT = 10_000;

  private final Path path;
  private final FolderProbe probe;
  private final Ledger ledger;
  private final LibraryQueue libraryQueue;
  private final Problems.Source unreadable;
  private final Clock clock;
  private final Duration slow;
  private final BoundedQuery<String> response;
  private final Map<Path, SongFile> recent = new ConcurrentHashMap<>();

  /** Why the folder is offline; null while it responds. Written under the monitor, read without. */
  private volatile @Nullable String offlineReason;

  private volatile boolean checked;
  private volatile boolean due = true;
  private volatile boolean scanning;
  private volatile long waitingSince; // System.nanoTime; 0: no disk access
  private volatile Instant notBefore = Instant.MIN;
  private final AtomicBoolean busy = new AtomicBoolean();
  private boolean parked; // guarded by this
  private volatile @Nullable Instant scanned;

  public LibraryFolder(Path path, Ledger ledger, Problems.Source unreadable, Clock clock) {
    this(path, FolderProbe.of(path), ledger, unreadable, clock, SLOW);
  }

  /**
   * @param unreadable receives what cannot be read in the folder
   * @param slow time after which the folder counts as not responding
   */
  public LibraryFolder(
      Path path,
      FolderProbe probe,
      Ledger ledger,
      Problems.Source unreadable,
      Clock clock,
      Duration slow) {
    this.path = path;
    this.probe = probe;
    this.ledger = ledger;
    this.libraryQueue = ledger.libraryQueue();
    this.unreadable = unreadable;
    this.clock = clock;
    this.slow = slow;
    this.response = new BoundedQuery<>("library-look", this::findOfflineReason);
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
  boolean isThere() {
    return isThere(slow);
  }

  /** The same with a shorter time limit. */
  boolean isThere(Duration patience) {
    long start = System.nanoTime();
    Optional<String> answer = response.within(patience);
    if (Thread.currentThread().isInterrupted()) {
      return offlineReason == null; // the wait was interrupted: no conclusion
    }
    boolean late = System.nanoTime() - start > slow.toNanos();
    updateState(answer.isEmpty() || late || hangs() ? noResponse() : answer.get());
    return offlineReason == null;
  }

  /** Why the folder is offline; an empty text if it responds. Runs on a separate thread. */
  private String findOfflineReason() {
    long start = System.nanoTime();
    String reason = probe.away().or(this::emptied).orElse("");
    boolean late = System.nanoTime() - start > slow.toNanos();
    return reason.isEmpty() && late ? noResponse() : reason;
  }

  private Optional<String> emptied() {
    try {
      return probe.bare() && libraryQueue.hasFilesBelow(path)
          ? Optional.of(
              SongFile.text(path)
                  + " is empty, but songs are known in it: mount its disk, or remove it from"
                  + " reclass.library.paths")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of(SongFile.text(path) + " cannot be read: " + FailureText.of(e));
    }
  }

  private String noResponse() {
    return SongFile.text(path)
        + " does not respond within "
        + Math.max(1, slow.toSeconds())
        + " s: check its disk, share or network connection";
  }

  /** Parks or releases the folder's songs. Writes the ledger, but never accesses the folder. */
  private synchronized void updateState(String reason) {
    boolean wasAway = offlineReason != null;
    checked = true;
    if (!reason.isEmpty()) {
      if (!wasAway) {
        LOG.warnf("Parked the songs of an offline library folder: reason=%s", reason);
      }
      offlineReason = reason;
      if (!parked) {
        libraryQueue.park(path);
        parked = true;
      }
    } else if (wasAway) {
      if (parked) {
        libraryQueue.unpark(path);
        parked = false;
      }
      LOG.infof(
          "Released the songs of a library folder that is back: folder=%s", SongFile.text(path));
      due = true;
      offlineReason = null;
    }
  }

  /** Why the folder is offline, with the remedy; empty while it responds. Never blocks. */
  Optional<String> problem() {
    return hangs() ? Optional.of(noResponse()) : Optional.ofNullable(offlineReason);
  }

  /** Whether the scanning thread has been blocked by the disk for too long. */
  private boolean hangs() {
    long since = waitingSince;
    return since != 0 && System.nanoTime() - since > slow.toNanos();
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
   * @param queued called when songs were added to the queue
   * @return the number of new files; empty when the folder was not scanned
   */
  OptionalInt visit(Duration interval, BooleanSupplier stop, Runnable queued) {
    if (!busy.compareAndSet(false, true)) {
      return OptionalInt.empty();
    }
    try {
      boolean scanning = isDue(interval);
      int added = (scanning ? scan(stop, queued) : 0) + settle(queued);
      return scanning || added > 0 ? OptionalInt.of(added) : OptionalInt.empty();
    } catch (RuntimeException e) {
      due = true;
      notBefore = clock.instant().plus(RETRY_DELAY);
      throw e;
    } finally {
      waitingSince = 0;
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
  private int scan(BooleanSupplier stop, Runnable queued) {
    due = false;
    scanning = true;
    try {
      QueueWriter queue = new QueueWriter(ledger, queued);
      List<String> skipped =
          probe.songs(file -> found(file, queue), () -> waits() && stop.getAsBoolean());
      waitingSince = 0;
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

  /** Marks the beginning of a disk access. */
  private boolean waits() {
    waitingSince = System.nanoTime();
    return true;
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
    if (isRecent(file) && recent.size() < MOST_RECENT) {
      recent.put(file.path(), file);
    } else {
      waitingSince = 0; // time spent in the ledger does not count
      queue.add(file);
      waits();
    }
  }

  private boolean isRecent(SongFile file) {
    Instant now = clock.instant();
    Duration age =
        Duration.between(
            Instant.EPOCH.plusNanos(file.mtime()), now); // negative: a clock that is ahead
    return !age.isNegative() && age.compareTo(RECENT) < 0;
  }

  /** Checks recently changed files again and queues those that have settled. */
  private int settle(Runnable queued) {
    QueueWriter queue = new QueueWriter(ledger, queued);
    for (SongFile file : List.copyOf(recent.values())) {
      waits();
      try {
        SongFile now = probe.stat(file.path());
        if (!now.equals(file)) {
          recent.put(file.path(), now);
        } else if (!isRecent(file)) {
          recent.remove(file.path());
          queue.add(file);
        }
      } catch (IOException e) {
        if (FileErrors.isAbsence(e)) {
          recent.remove(file.path());
        }
      }
    }
    waitingSince = 0;
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
                : checked ? Library.State.THERE : Library.State.STARTING;
    return new Library.Folder(path, state, problem, scanned, libraryQueue.counts(path));
  }
}
