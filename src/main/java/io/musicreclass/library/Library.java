package io.musicreclass.library;

import io.musicreclass.config.Settings;
import io.musicreclass.inbox.Ignored;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.LibraryQueue;
import io.musicreclass.ledger.LibraryQueue.Waiting;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.lifecycle.Stoppable;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.ClassifiedTrack.Origin;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Folders whose songs are heard when the inbox leaves time: looked through at the start, by
 * schedule and when asked to, read only. A folder that is away keeps its songs and their places in
 * the queue. Thread-safe.
 */
public final class Library implements Stoppable {
  private static final Logger LOG = Logger.getLogger(Library.class);
  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

  /** How long a start waits to hear whether the folders answer. */
  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

  private static final long FAREWELL_MS = 5000;
  private static final int PAGE = 1000;

  /** Songs in the sample, and the seed that draws them. */
  private static final int SAMPLE = 300;

  private static final long SEED = 518;

  /** How it stands with a folder. */
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
   * @param problem why it is offline, with the mend
   * @param scanned when it was last looked through; null before that
   */
  public record Folder(
      Path path,
      State state,
      Optional<String> problem,
      @Nullable Instant scanned,
      LibraryQueue.Counts counts) {}

  private final List<LibraryFolder> folders;
  private final Ledger ledger;
  private final EventPolicy eventPolicy;
  private final Duration interval;
  private final int workers;
  private final Executor visits;
  private final Problems.Source looks;
  private final Problems.Source additions;
  private final Thread thread = new Thread(this::run, "library");
  private Runnable queued = () -> {};
  private volatile boolean closed;
  private volatile boolean foretold;
  private boolean woken; // guarded by this

  public Library(
      Settings setup, Ledger ledger, EventPolicy eventPolicy, Problems problems, Clock clock) {
    this(
        setup.libraryFolders().stream()
            .map(path -> new LibraryFolder(path, ledger, problems.source(), clock))
            .toList(),
        setup.reclass().library().rescan(),
        setup.threads(),
        ledger,
        eventPolicy,
        problems,
        Library::onOwnThread);
  }

  /**
   * @param visits run what looks through one folder and may hang there
   */
  public Library(
      List<LibraryFolder> folders,
      Duration interval,
      int workers,
      Ledger ledger,
      EventPolicy eventPolicy,
      Problems problems,
      Executor visits) {
    this.folders = folders;
    this.looks = problems.source();
    this.additions = problems.source();
    this.visits = visits;
    this.ledger = ledger;
    this.eventPolicy = eventPolicy;
    this.interval = interval;
    this.workers = workers;
  }

  private static void onOwnThread(Runnable visit) {
    Thread thread = new Thread(visit, "library-visit");
    thread.setDaemon(true); // a share that hangs keeps no program from ending
    thread.start();
  }

  /**
   * Begins. Returns soon also when a folder does not answer; its songs are parked then.
   *
   * @param whenQueued called when there is something new in the queue
   */
  public void start(Runnable whenQueued) {
    queued = whenQueued;
    int dropped = ledger.backlog().keepOnly(paths());
    if (dropped > 0) {
      LOG.infof("Taken out of the queue, as their folders are no library any more: %d", dropped);
    }
    folders.forEach(folder -> folder.isThere(FIRST_LOOK));
    if (!folders.isEmpty() && !closed) {
      thread.start();
    }
  }

  private List<Path> paths() {
    return folders.stream().map(LibraryFolder::path).toList();
  }

  /** Looks through all folders, soon. */
  public synchronized void rescan() {
    folders.forEach(LibraryFolder::rescan);
    woken = true;
    notifyAll();
  }

  /** How it stands with each folder. */
  public List<Folder> view() {
    return folders.stream().map(LibraryFolder::view).toList();
  }

  /**
   * What the waiting songs will be like; empty when none waits, or none of the sample was heard.
   */
  public Optional<LibraryEstimate> estimate() {
    LibraryQueue backlog = ledger.backlog();
    int waiting = backlog.waiting();
    if (waiting == 0) {
      return Optional.empty();
    }
    LibraryQueue.Sampled sampled = backlog.sampled();
    return sampled.receipts().isEmpty()
        ? Optional.empty()
        : Optional.of(LibraryEstimate.of(sampled, waiting, workers));
  }

  /** What the last look through each folder ignored by name. */
  public List<Ignored> ignored() {
    return folders.stream().flatMap(folder -> folder.ignored().stream()).toList();
  }

  /** Which folders are away, each with the remedy. Never waits. */
  public List<String> problems() {
    return folders.stream().flatMap(folder -> folder.problem().stream()).toList();
  }

  /**
   * Whether a file that is gone is in a folder that is away; looks at once, for a few seconds at
   * most, and parks the others.
   */
  public boolean isAway(Path file) {
    return folders.stream()
        .filter(folder -> file.startsWith(folder.path()))
        .anyMatch(folder -> !folder.isThere());
  }

  /** Whether a file is in a folder that is known to be away. Never waits. */
  public boolean isUnavailable(Path file) {
    return folders.stream()
        .anyMatch(folder -> file.startsWith(folder.path()) && folder.problem().isPresent());
  }

  private void run() {
    while (!closed) {
      Duration rest = LOOK;
      try {
        round();
        looks.recovered();
      } catch (RuntimeException | Error e) {
        failed(e, looks);
        rest = TRY_AGAIN;
      }
      rest(rest);
    }
  }

  private void failed(Throwable e, Problems.Source problem) {
    if (closed) {
      return;
    }
    LOG.errorf("The library cannot be looked through, trying again: %s", e);
    problem.failed("The library cannot be looked through: " + FailureText.of(e));
  }

  /** One look at every folder; those that answer are looked through where that is due. */
  public void round() {
    for (LibraryFolder folder : folders) {
      boolean away = folder.problem().isPresent();
      if (folder.isThere()) {
        if (away) {
          queued.run();
        }
        if (!closed && folder.needsVisit(interval)) {
          visits.execute(() -> visit(folder));
        }
      }
    }
    foretell();
  }

  private void visit(LibraryFolder folder) {
    try {
      OptionalInt news = folder.visit(interval, () -> closed, queued);
      if (news.isPresent()) {
        added(news.getAsInt());
        additions.recovered();
      }
    } catch (RuntimeException | Error e) {
      ledger.reviews().closeBatch(Origin.LIBRARY, List.of()); // the next visit opens it again
      failed(e, additions);
    } finally {
      ended();
    }
  }

  private synchronized void ended() {
    notifyAll();
  }

  private synchronized void added(int news) {
    // One that hangs holds up no news of the others.
    boolean more = folders.stream().anyMatch(f -> f.isBusy() && f.problem().isEmpty());
    if (!more) {
      ledger.reviews().closeBatch(Origin.LIBRARY, List.of());
      eventPolicy.reportBatches();
    }
    if (!closed) {
      sample(news);
    }
  }

  /** Where many songs wait, some that stand for all are heard first. */
  private void sample(int news) {
    LibraryQueue backlog = ledger.backlog();
    boolean drawn = backlog.sampled().files() > 0;
    if (backlog.waiting() < 2 * SAMPLE || (drawn && news < 2 * SAMPLE)) {
      return;
    }
    StratifiedSample sample = new StratifiedSample(paths(), SEED);
    List<Waiting> page = backlog.waiting(0, PAGE);
    while (!page.isEmpty()) {
      page.stream().filter(file -> there(file.path())).forEach(sample::add);
      page = backlog.waiting(page.get(page.size() - 1).row(), PAGE);
    }
    backlog.sample(sample.draw(SAMPLE));
    foretold = false;
    queued.run();
    LOG.infof(
        "%d songs of the library are heard first, to foretell the other %d",
        SAMPLE, sample.size() - SAMPLE);
  }

  private boolean there(Path file) {
    return folders.stream()
        .filter(folder -> file.startsWith(folder.path()))
        .anyMatch(folder -> folder.problem().isEmpty());
  }

  /** Says it in the log, once the whole sample has been heard. */
  private void foretell() {
    if (!foretold) {
      estimate()
          .filter(forecast -> forecast.heard() == forecast.sampled())
          .ifPresent(
              forecast -> {
                foretold = true;
                LOG.infof("The library: %s", forecast);
              });
    }
  }

  private synchronized void awaitVisits() throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FAREWELL_MS);
    while (folders.stream().anyMatch(f -> f.isBusy() && f.problem().isEmpty())
        && System.nanoTime() < until) {
      wait(100);
    }
  }

  private synchronized void rest(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    try {
      while (!woken && !closed && System.nanoTime() < until) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, until - System.nanoTime()));
      }
      woken = false;
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
   * Ends the look in hand; what is not written is found again. Does not wait for a folder that does
   * not answer.
   */
  @Override
  public void close() {
    stop();
    thread.interrupt();
    try {
      thread.join(FAREWELL_MS);
      awaitVisits();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
