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
 * One folder of the library: whether it is there, and what is in it. Who asks how it stands never
 * waits for the disk: that is touched by {@link #visit}, and by a thread of its own for {@link
 * #isThere}.
 */
final class LibraryFolder {
  private static final Logger LOG = Logger.getLogger(LibraryFolder.class);

  /** A folder that takes longer to answer does not answer; a disk that wakes up needs seconds. */
  static final Duration SLOW = Duration.ofSeconds(3);

  /** Pause after a look that failed. */
  private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

  /** A file that was written so shortly ago may still be being written. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  /**
   * So many fresh files are looked at again; of more, half a song at worst fails and comes again.
   */
  private static final int MOST_FRESH = 10_000;

  private final Path path;
  private final FolderProbe probe;
  private final Ledger ledger;
  private final LibraryQueue backlog;
  private final Problems.Source unreadable;
  private final Clock clock;
  private final Duration slow;
  private final BoundedQuery<String> answering;
  private final Map<Path, SongFile> fresh = new ConcurrentHashMap<>();

  /** Why it is away; written under the monitor, read without, so that nobody waits to be told. */
  private volatile @Nullable String away;

  private volatile boolean looked;
  private volatile boolean due = true;
  private volatile boolean scanning;
  private volatile long waitingSince; // System.nanoTime; 0: nobody waits for the disk
  private volatile Instant notBefore = Instant.MIN;
  private final AtomicBoolean busy = new AtomicBoolean();
  private boolean parked; // guarded by this
  private volatile @Nullable Instant scanned;

  public LibraryFolder(Path path, Ledger ledger, Problems.Source unreadable, Clock clock) {
    this(path, FolderProbe.of(path), ledger, unreadable, clock, SLOW);
  }

  /**
   * @param unreadable told of what cannot be read in it
   * @param slow time after which the folder counts as not answering
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
    this.backlog = ledger.backlog();
    this.unreadable = unreadable;
    this.clock = clock;
    this.slow = slow;
    this.answering = new BoundedQuery<>("library-look", this::ask);
  }

  Path path() {
    return path;
  }

  /** What the last look through it ignored by name. */
  List<Ignored> ignored() {
    return probe.ignored();
  }

  /**
   * Looks whether it is there, and parks its files or lets them go on. Returns after a time even if
   * the folder does not answer, which counts as not there.
   */
  boolean isThere() {
    return isThere(slow);
  }

  /** The same, with less patience. */
  boolean isThere(Duration patience) {
    long start = System.nanoTime();
    Optional<String> answer = answering.within(patience);
    if (Thread.currentThread().isInterrupted()) {
      return away == null; // nobody waited for the answer
    }
    boolean late = System.nanoTime() - start > slow.toNanos();
    become(answer.isEmpty() || late || hangs() ? silence() : answer.get());
    return away == null;
  }

  /** Why it is away; empty text: it is there. On a thread of its own. */
  private String ask() {
    long start = System.nanoTime();
    String reason = probe.away().or(this::emptied).orElse("");
    boolean late = System.nanoTime() - start > slow.toNanos();
    return reason.isEmpty() && late ? silence() : reason;
  }

  private Optional<String> emptied() {
    try {
      return probe.bare() && backlog.knows(path)
          ? Optional.of(
              SongFile.text(path)
                  + " is empty, though songs are known in it: mount its disk, or take it out of"
                  + " reclass.library.paths")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of(SongFile.text(path) + " cannot be read: " + FailureText.of(e));
    }
  }

  private String silence() {
    return SongFile.text(path)
        + " does not answer within "
        + Math.max(1, slow.toSeconds())
        + " s: check its disk, share or network connection";
  }

  /** Parks its songs or lets them go on; writes the ledger, but never touches the folder. */
  private synchronized void become(String reason) {
    boolean wasAway = away != null;
    looked = true;
    if (!reason.isEmpty()) {
      if (!wasAway) {
        LOG.warnf("The library is offline, its songs wait: %s", reason);
      }
      away = reason;
      if (!parked) {
        backlog.park(path);
        parked = true;
      }
    } else if (wasAway) {
      if (parked) {
        backlog.unpark(path);
        parked = false;
      }
      LOG.infof("The library is back: folder=%s", SongFile.text(path));
      due = true;
      away = null;
    }
  }

  /** Why it is away, with the remedy; empty while it is there. Never waits. */
  Optional<String> problem() {
    return hangs() ? Optional.of(silence()) : Optional.ofNullable(away);
  }

  /** Whether the thread that looks through it waits for the disk for too long. */
  private boolean hangs() {
    long since = waitingSince;
    return since != 0 && System.nanoTime() - since > slow.toNanos();
  }

  /** It is to be looked through at the next occasion. */
  void rescan() {
    due = true;
  }

  /** Whether somebody is looking through it. Never waits. */
  boolean isBusy() {
    return busy.get();
  }

  /**
   * Looks through it if that is due, and again at what was being written. One thread at a time:
   * returns at once when another is at it.
   *
   * @param stop asked between files; true ends it
   * @param queued called when there is something new in the queue
   * @return how many files are new; empty when it was not looked through
   */
  OptionalInt visit(Duration interval, BooleanSupplier stop, Runnable queued) {
    if (!busy.compareAndSet(false, true)) {
      return OptionalInt.empty();
    }
    try {
      boolean scanning = isDue(interval);
      int news = (scanning ? scan(stop, queued) : 0) + settle(queued);
      return scanning || news > 0 ? OptionalInt.of(news) : OptionalInt.empty();
    } catch (RuntimeException e) {
      due = true;
      notBefore = clock.instant().plus(TRY_AGAIN);
      throw e;
    } finally {
      waitingSince = 0;
      busy.set(false);
    }
  }

  /** Whether a {@link #visit} would do anything now. Never waits. */
  boolean needsVisit(Duration interval) {
    return !busy.get() && (isDue(interval) || !fresh.isEmpty());
  }

  private boolean isDue(Duration interval) {
    Instant now = clock.instant();
    Instant last = scanned;
    return !now.isBefore(notBefore) && (due || last == null || !now.isBefore(last.plus(interval)));
  }

  /** Looks through all of it; what is new goes into the queue. Gives how many files are new. */
  private int scan(BooleanSupplier stop, Runnable queued) {
    due = false;
    scanning = true;
    try {
      QueueWriter delivery = new QueueWriter(ledger, queued);
      List<String> skipped =
          probe.songs(file -> found(file, delivery), () -> waits() && stop.getAsBoolean());
      waitingSince = 0;
      delivery.flush();
      if (stop.getAsBoolean()) {
        due = true;
      } else {
        scanned = clock.instant();
        report(skipped);
      }
      LOG.infof(
          "Looked through the library: folder=%s songs=%d new=%d",
          SongFile.text(path), delivery.seen(), delivery.news());
      return delivery.news();
    } finally {
      scanning = false;
    }
  }

  /** From now on the disk is waited for. */
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
              + ": check permissions and the disk; reclass retry looks again");
    }
  }

  private void found(SongFile file, QueueWriter delivery) {
    if (isFresh(file) && fresh.size() < MOST_FRESH) {
      fresh.put(file.path(), file);
    } else {
      waitingSince = 0; // the ledger's time is not the folder's
      delivery.add(file);
      waits();
    }
  }

  private boolean isFresh(SongFile file) {
    Instant now = clock.instant();
    Duration age =
        Duration.between(
            Instant.EPOCH.plusNanos(file.mtime()), now); // negative: a clock that is ahead
    return !age.isNegative() && age.compareTo(FRESH) < 0;
  }

  /** Looks again at what was being written; what has stayed the same goes into the queue. */
  private int settle(Runnable queued) {
    QueueWriter delivery = new QueueWriter(ledger, queued);
    for (SongFile file : List.copyOf(fresh.values())) {
      waits();
      try {
        SongFile now = probe.stat(file.path());
        if (!now.equals(file)) {
          fresh.put(file.path(), now);
        } else if (!isFresh(file)) {
          fresh.remove(file.path());
          delivery.add(file);
        }
      } catch (IOException e) {
        if (FileErrors.isAbsence(e)) {
          fresh.remove(file.path());
        }
      }
    }
    waitingSince = 0;
    delivery.flush();
    return delivery.news();
  }

  /** How it stands. Never waits for the folder. */
  Library.Folder view() {
    Optional<String> problem = problem();
    Library.State state =
        problem.isPresent()
            ? Library.State.OFFLINE
            : scanning
                ? Library.State.SCANNING
                : looked ? Library.State.THERE : Library.State.STARTING;
    return new Library.Folder(path, state, problem, scanned, backlog.counts(path));
  }
}
