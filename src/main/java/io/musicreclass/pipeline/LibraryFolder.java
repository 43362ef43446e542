package io.musicreclass.pipeline;

import io.musicreclass.inbox.Ignored;
import io.musicreclass.inbox.Walk;
import io.musicreclass.ledger.Arrived;
import io.musicreclass.ledger.Backlog;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.track.Receipt.Origin;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One folder of the library: whether it is there, and what is in it. */
final class LibraryFolder {
  private static final Logger LOG = Logger.getLogger(LibraryFolder.class);
  private static final int BATCH = 500;

  /** A file that was written so shortly ago may still be being written. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  /**
   * So many fresh files are looked at again; of more, half a song at worst fails and comes again.
   */
  private static final int MOST_FRESH = 10_000;

  private final Path path;
  private final Walk walk;
  private final Ledger ledger;
  private final Backlog backlog;
  private final Clock clock;
  private final Map<Path, SongFile> fresh = new HashMap<>();
  private @Nullable String away; // guarded by this
  private volatile boolean looked;
  private volatile boolean due = true;
  private volatile boolean scanning;
  private volatile @Nullable Instant scanned;

  LibraryFolder(Path path, Ledger ledger, Clock clock) {
    this.path = path;
    this.walk = new Walk(path, "reclass.library.paths");
    this.ledger = ledger;
    this.backlog = ledger.backlog();
    this.clock = clock;
  }

  Path path() {
    return path;
  }

  /** What the last look through it ignored by name. */
  List<Ignored> ignored() {
    return walk.ignored();
  }

  /** Looks whether it is there, and parks its files or lets them go on. */
  synchronized boolean isThere() {
    String was = away;
    String now = walk.away().or(this::emptied).orElse(null);
    if (now != null && was == null) {
      LOG.warnf("The library is offline, its songs wait: %s", now);
      backlog.park(path);
    } else if (now == null && was != null) {
      LOG.infof("The library is back: folder=%s", SongFile.text(path));
      backlog.unpark(path);
      due = true;
    }
    away = now;
    looked = true;
    return now == null;
  }

  private Optional<String> emptied() {
    return walk.bare() && backlog.knows(path)
        ? Optional.of(
            SongFile.text(path)
                + " is empty, though songs are known in it: mount its disk, or take it out of"
                + " reclass.library.paths")
        : Optional.empty();
  }

  /** Why it is away, with the mend; empty while it is there. */
  synchronized Optional<String> problem() {
    return Optional.ofNullable(away);
  }

  /** It is to be looked through at the next occasion. */
  void rescan() {
    due = true;
  }

  /** Whether it is to be looked through now. */
  boolean isDue(Duration interval) {
    Instant last = scanned;
    return due || last == null || !clock.instant().isBefore(last.plus(interval));
  }

  /**
   * Looks through all of it; what is new goes into the queue.
   *
   * @param queued called when there is something new in the queue
   * @return how many files are new
   */
  int scan(BooleanSupplier stop, Runnable queued) {
    due = false;
    scanning = true;
    try {
      Delivery delivery = new Delivery(queued);
      walk.songs(file -> look(file, delivery), stop);
      delivery.flush();
      if (stop.getAsBoolean()) {
        due = true;
      } else {
        scanned = clock.instant();
      }
      LOG.infof(
          "Looked through the library: folder=%s songs=%d new=%d",
          SongFile.text(path), delivery.seen, delivery.news);
      return delivery.news;
    } catch (RuntimeException e) {
      due = true;
      throw e;
    } finally {
      scanning = false;
    }
  }

  private void look(SongFile file, Delivery delivery) {
    if (isFresh(file) && fresh.size() < MOST_FRESH) {
      fresh.put(file.path(), file);
    } else {
      delivery.add(file);
    }
  }

  private boolean isFresh(SongFile file) {
    Instant now = clock.instant();
    Duration age =
        Duration.between(
            Instant.EPOCH.plusNanos(file.mtime()), now); // negative: a clock that is ahead
    return !age.isNegative() && age.compareTo(FRESH) < 0;
  }

  /**
   * Looks again at what was being written; what has stayed the same since goes into the queue.
   *
   * @return how many files are new
   */
  int settle(Runnable queued) {
    Delivery delivery = new Delivery(queued);
    for (SongFile file : List.copyOf(fresh.values())) {
      try {
        SongFile now = SongFile.stat(file.path());
        if (!now.equals(file)) {
          fresh.put(file.path(), now);
        } else if (!isFresh(file)) {
          fresh.remove(file.path());
          delivery.add(file);
        }
      } catch (IOException gone) {
        fresh.remove(file.path());
      }
    }
    delivery.flush();
    return delivery.news;
  }

  /** How it stands. */
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

  /** Files on their way into the queue, many in one transaction. */
  private final class Delivery {
    private final Runnable queued;
    private final List<SongFile> files = new ArrayList<>();
    private int seen;
    private int news;

    Delivery(Runnable queued) {
      this.queued = queued;
    }

    void add(SongFile file) {
      files.add(file);
      seen++;
      if (files.size() == BATCH) {
        write();
      }
    }

    private void write() {
      long fresh =
          ledger.arriveAll(files, Origin.LIBRARY).stream().filter(Arrived.QUEUED::equals).count();
      files.clear();
      if (fresh > 0) {
        if (news == 0) {
          ledger.reviews().openBatch(Origin.LIBRARY);
        }
        news += (int) fresh;
        queued.run();
      }
    }

    void flush() {
      if (!files.isEmpty()) {
        write();
      }
    }
  }
}
