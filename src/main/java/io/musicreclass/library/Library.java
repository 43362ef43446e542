package io.musicreclass.library;

import io.musicreclass.config.Settings;
import io.musicreclass.inbox.Ignored;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.LibraryQueue;
import io.musicreclass.lifecycle.Stoppable;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.problems.Problems;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Folders whose songs are classified in the background, after those of the inbox. They are scanned
 * at the start, on schedule and on request, and never written to. The songs of an offline folder
 * keep their places in the queue. Thread-safe.
 */
public final class Library implements Stoppable {
  private static final Logger LOG = Logger.getLogger(Library.class);
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(3);
  private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

  /** How long a start waits for the folders to respond. */
  private static final Duration FIRST_RESPONSE = Duration.ofSeconds(1);

  private static final long CLOSE_TIMEOUT_MS = 5000;

  /** The state of a folder. */
  public enum State {
    STARTING,
    SCANNING,
    THERE,
    OFFLINE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A folder of the library.
   *
   * @param problem why it is offline, with the remedy
   * @param scanned when its last scan ended; null before the first
   */
  public record Folder(
      Path path,
      State state,
      Optional<String> problem,
      @Nullable Instant scanned,
      LibraryQueue.Counts counts) {}

  private final List<LibraryFolder> folders;
  private final LibraryHours hours;
  private final Ledger ledger;
  private final EstimateSampler sampler;
  private final FolderVisits visits;
  private final Problems.Source checkProblem;
  private final Thread thread = new Thread(this::run, "library");
  private Runnable onQueued = () -> {};
  private volatile boolean closed;
  private boolean rescanRequested; // guarded by this

  public Library(
      Settings settings, Ledger ledger, EventPolicy eventPolicy, Problems problems, Clock clock) {
    this(
        settings.libraryFolders().stream()
            .map(path -> new LibraryFolder(path, ledger, problems.source(), clock))
            .toList(),
        settings.reclass().library().rescan(),
        settings.threads(),
        LibraryHours.of(settings, clock),
        ledger,
        eventPolicy,
        problems,
        FolderVisits::onNewThread);
  }

  /**
   * @param interval time between two scans of a folder
   * @param workers songs classified at a time
   * @param scans runs the scans of single folders, which may block
   */
  public Library(
      List<LibraryFolder> folders,
      Duration interval,
      int workers,
      LibraryHours hours,
      Ledger ledger,
      EventPolicy eventPolicy,
      Problems problems,
      Executor scans) {
    this.folders = folders;
    this.checkProblem = problems.source();
    this.hours = hours;
    this.ledger = ledger;
    this.sampler = new EstimateSampler(folders, ledger.libraryQueue(), workers);
    this.visits =
        new FolderVisits(
            folders,
            interval,
            ledger,
            eventPolicy,
            sampler,
            problems.source(),
            scans,
            () -> closed);
  }

  /** When the songs are classified. */
  public LibraryHours hours() {
    return hours;
  }

  /**
   * Starts the scans. Returns soon even if a folder does not respond; its songs are parked then.
   *
   * @param onQueued called when songs were added to the queue
   */
  public void start(Runnable onQueued) {
    this.onQueued = onQueued;
    int dropped =
        ledger.libraryQueue().retainOnly(folders.stream().map(LibraryFolder::path).toList());
    if (dropped > 0) {
      LOG.infof("Removed songs of former library folders from the queue: songs=%d", dropped);
    }
    folders.forEach(folder -> folder.isAvailable(FIRST_RESPONSE));
    if (!folders.isEmpty() && !closed) {
      thread.start();
    }
  }

  /** Requests a scan of all folders. */
  public synchronized void rescan() {
    folders.forEach(LibraryFolder::rescan);
    rescanRequested = true;
    notifyAll();
  }

  /** The state of each folder. */
  public List<Folder> view() {
    return folders.stream().map(LibraryFolder::view).toList();
  }

  /**
   * An estimate for the waiting songs; empty when none is waiting, or none of the sample has been
   * classified.
   */
  public Optional<LibraryEstimate> estimate() {
    return sampler.estimate();
  }

  /** The files that the last scans ignored because of their name. */
  public List<Ignored> ignored() {
    return folders.stream().flatMap(folder -> folder.ignored().stream()).toList();
  }

  /** The problems of offline folders, each with its remedy. Never blocks. */
  public List<String> problems() {
    return folders.stream().flatMap(folder -> folder.problem().stream()).toList();
  }

  /**
   * Whether a missing file lies in a folder that is offline. Checks the folder now, for a few
   * seconds at most, and parks its songs if it is offline.
   */
  public boolean isInOfflineFolder(Path file) {
    return folders.stream()
        .filter(folder -> file.startsWith(folder.path()))
        .anyMatch(folder -> !folder.isAvailable());
  }

  /** Whether a file lies in a folder that is known to be offline. Never blocks. */
  public boolean isUnavailable(Path file) {
    return folders.stream()
        .anyMatch(folder -> file.startsWith(folder.path()) && folder.problem().isPresent());
  }

  private void run() {
    while (!closed) {
      Duration rest = POLL_INTERVAL;
      try {
        checkFolders();
        checkProblem.recovered();
      } catch (RuntimeException | Error e) {
        visits.failed(e, checkProblem);
        rest = RETRY_DELAY;
      }
      rest(rest);
    }
  }

  /** Checks every folder, and scans those that respond and are due. */
  public void checkFolders() {
    for (LibraryFolder folder : folders) {
      boolean wasOffline = folder.problem().isPresent();
      if (folder.isAvailable()) {
        if (wasOffline) {
          onQueued.run();
        }
        visits.startIfDue(folder, onQueued);
      }
    }
    sampler.logEstimate();
  }

  private synchronized void rest(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    try {
      while (!rescanRequested && !closed && System.nanoTime() < until) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, until - System.nanoTime()));
      }
      rescanRequested = false;
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public synchronized void stop() {
    closed = true;
    notifyAll();
  }

  /**
   * Ends the current scans; songs not yet queued are found by the next one. Does not wait for a
   * folder that does not respond.
   */
  @Override
  public void close() {
    stop();
    thread.interrupt();
    try {
      thread.join(CLOSE_TIMEOUT_MS);
      visits.await(CLOSE_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
