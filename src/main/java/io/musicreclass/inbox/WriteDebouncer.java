package io.musicreclass.inbox;

import io.musicreclass.inbox.FileObservation.Song;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides when a file is complete. Does no I/O and has no clock: callers pass {@link
 * System#nanoTime}. Thread-safe.
 *
 * <p>A file is complete when size, modification time and inode were unchanged for the settle time
 * and it has no known writer. A writer is known from a modification until a close; after ten settle
 * times without activity, and at least a minute, it no longer counts.
 */
final class WriteDebouncer {
  private static final long MIN_LONG_HOLD = Duration.ofMinutes(1).toNanos();

  /** What a file is waiting for besides the settle time. */
  enum Hold {
    NOTHING("it has changed recently"),
    WRITER("a program is still writing it"),
    COMPANION("a companion file shows that it is still being downloaded"),
    REFUSED("it could not be queued and will be retried");

    private final String reason;

    Hold(String reason) {
      this.reason = reason;
    }

    boolean isLong() {
      return this == WRITER || this == REFUSED;
    }
  }

  private record Candidate(SongFile last, long since, Hold hold, boolean queued) {}

  private final Map<Path, Candidate> waiting = new HashMap<>();
  private final ReportedFiles reported = new ReportedFiles();
  private long settle;
  private long earliest = Long.MAX_VALUE;

  /**
   * Starts a session, before its first scan.
   *
   * @param same whether the folder is that of the previous session; otherwise its files are
   *     forgotten
   */
  synchronized void begin(Duration settleTime, boolean same) {
    settle = settleTime.toNanos();
    if (!same) {
      waiting.clear();
      reported.clear();
    }
    resetWriters();
  }

  /** A scan found the file. */
  synchronized void seen(Song song, long now) {
    Candidate before = waiting.get(song.file().path());
    if (before == null) {
      put(song.file(), now, Hold.NOTHING);
    } else if (!song.file().equals(before.last())) {
      put(song.file(), now, before.hold());
    }
  }

  /**
   * Its name appeared. If empty it was just created and will be written; otherwise it may be a
   * link.
   */
  synchronized void created(Song song, long now) {
    put(song.file(), now, song.file().size() == 0 ? Hold.WRITER : Hold.NOTHING);
  }

  /** A writer closed it, or it was renamed to this name. */
  synchronized void completed(Song song, long now) {
    put(song.file(), now, Hold.NOTHING);
  }

  /** Its permissions or times changed. */
  synchronized void attributesChanged(Song song, long now) {
    Candidate before = waiting.get(song.file().path());
    put(song.file(), now, before == null ? Hold.NOTHING : before.hold());
  }

  /** A program wrote to it and may continue. */
  synchronized void written(Song song, long now) {
    put(song.file(), now, Hold.WRITER);
  }

  /**
   * Like {@link #written}, without reading the file's attributes.
   *
   * @return false if the attributes are needed because the file is new
   */
  synchronized boolean modified(Path path, long now) {
    Candidate before = waiting.get(path);
    if (before != null) {
      put(new Candidate(before.last(), now, Hold.WRITER, false));
    }
    return before != null;
  }

  synchronized void postpone(Song song, Hold hold, long now) {
    put(song.file(), now, hold);
  }

  /** A due file's attributes could not be read: it becomes due again after a while. */
  synchronized void postpone(Path path, long now) {
    Candidate c = waiting.get(path);
    if (c != null) {
      put(c.last(), now, Hold.REFUSED);
    }
  }

  /** Events were lost, possibly closes among them: no writer is known any more. */
  synchronized void resetWriters() {
    earliest = Long.MAX_VALUE;
    waiting.replaceAll((p, c) -> new Candidate(c.last(), c.since(), Hold.NOTHING, false));
    waiting.values().forEach(c -> earliest = Math.min(earliest, dueAt(c)));
  }

  synchronized void forget(Path file) {
    waiting.remove(file);
    reported.forget(file);
  }

  /** Forgets which files were reported; they are reported again when seen again. */
  synchronized void forgetReported() {
    reported.clear();
  }

  /** Forgets all reported files of a folder except those with these names. */
  synchronized void retainNames(Path folder, Set<Path> names) {
    reported.retainNames(folder, names);
  }

  /** Forgets all folders at and below {@code top} except these. */
  synchronized void retainFolders(Path top, Set<Path> folders) {
    waiting.keySet().removeIf(p -> p.startsWith(top) && !folders.contains(p.getParent()));
    reported.retainFolders(top, folders);
  }

  /** Whether the file was reported in this state and had no event since. */
  synchronized boolean isReported(Song song) {
    return !waiting.containsKey(song.file().path()) && reported.has(song);
  }

  /** The files that became due, in path order; each is returned once. */
  synchronized List<Path> due(long now) {
    if (now < earliest) {
      return List.of();
    }
    earliest = Long.MAX_VALUE;
    List<Path> due = new ArrayList<>();
    waiting.replaceAll(
        (path, c) -> {
          if (c.queued()) {
            return c;
          }
          if (now >= dueAt(c)) {
            due.add(path);
            return new Candidate(c.last(), c.since(), c.hold(), true);
          }
          earliest = Math.min(earliest, dueAt(c));
          return c;
        });
    Collections.sort(due);
    return due;
  }

  /** Nanoseconds until the next file is due; {@link Long#MAX_VALUE} if there is none. */
  synchronized long untilDue(long now) {
    return earliest == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, earliest - now);
  }

  /**
   * Checks a due file in its current state.
   *
   * @return whether to report it
   */
  synchronized boolean isSettled(Song song, long now) {
    Path path = song.file().path();
    Candidate c = waiting.get(path);
    if (c == null) {
      return false;
    }
    if (now < dueAt(c)) { // an event occurred since
      put(c.last(), c.since(), c.hold());
      return false;
    }
    if (c.hold() != Hold.WRITER && !song.file().equals(c.last())) {
      put(song.file(), now, Hold.NOTHING);
      return false;
    }
    if (reported.has(song)) {
      waiting.remove(path);
      return false;
    }
    return true;
  }

  /**
   * Records that the file was reported.
   *
   * @return nanoseconds since it was due
   */
  synchronized long reported(Song song, long now) {
    Candidate c = waiting.remove(song.file().path());
    reported.add(song);
    return c == null ? 0 : now - dueAt(c);
  }

  synchronized int waiting() {
    return waiting.size();
  }

  synchronized FileStatus status(Song song, long now) {
    Candidate c = waiting.get(song.file().path());
    if (c != null) {
      Duration left = Duration.ofNanos(Math.max(0, dueAt(c) - now));
      return new FileStatus.Settling(left, c.hold().reason);
    }
    return reported.has(song) ? new FileStatus.Settled() : new FileStatus.Unseen();
  }

  private void put(SongFile file, long since, Hold hold) {
    put(new Candidate(file, since, hold, false));
  }

  private void put(Candidate candidate) {
    waiting.put(candidate.last().path(), candidate);
    earliest = Math.min(earliest, dueAt(candidate));
  }

  private long dueAt(Candidate c) {
    return c.since() + (c.hold().isLong() ? Math.max(MIN_LONG_HOLD, 10 * settle) : settle);
  }
}
