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
 * Decides when a file is whole. No I/O and no clock: times are {@link System#nanoTime} as the
 * caller read it. Thread-safe.
 *
 * <p>A file is whole when size, modification time and inode stayed the same for the settle time and
 * nobody is known to be writing. A writer is known from a modification until a close; one that is
 * silent for ten settle times, and a minute at least, counts as gone.
 */
final class WriteDebouncer {
  private static final long PATIENCE = Duration.ofMinutes(1).toNanos();

  /** What a file waits for besides the settle time. */
  enum Hold {
    NOTHING("it has not been unchanged for long enough"),
    WRITER("a program is writing it and has not closed it"),
    COMPANION("a file beside it says that it is still being loaded"),
    REFUSED("it could not be taken in, which is tried again");

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
   * Begins a session, before its first look.
   *
   * @param same whether it is the folder of the session before; otherwise nothing of it is known
   */
  synchronized void begin(Duration settleTime, boolean same) {
    settle = settleTime.toNanos();
    if (!same) {
      waiting.clear();
      reported.clear();
    }
    forgetWriters();
  }

  /** A look found the file. */
  synchronized void seen(Song song, long now) {
    Candidate before = waiting.get(song.file().path());
    if (before == null) {
      put(song.file(), now, Hold.NOTHING);
    } else if (!song.file().equals(before.last())) {
      put(song.file(), now, before.hold());
    }
  }

  /** Its name appeared. Empty: a program made it and will write. Otherwise it may be a link. */
  synchronized void created(Song song, long now) {
    put(song.file(), now, song.file().size() == 0 ? Hold.WRITER : Hold.NOTHING);
  }

  /** A writer closed it, or it was renamed to this name. */
  synchronized void completed(Song song, long now) {
    put(song.file(), now, Hold.NOTHING);
  }

  /** Its permissions or times changed. */
  synchronized void retouched(Song song, long now) {
    Candidate before = waiting.get(song.file().path());
    put(song.file(), now, before == null ? Hold.NOTHING : before.hold());
  }

  /** A program writes it, and may go on. */
  synchronized void written(Song song, long now) {
    put(song.file(), now, Hold.WRITER);
  }

  /**
   * The same as {@link #written}, without a look at the file.
   *
   * @return false when it needs that look, since it is new here
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

  /** A file that was given out as due could not be looked at: it is due again after a while. */
  synchronized void postpone(Path path, long now) {
    Candidate c = waiting.get(path);
    if (c != null) {
      put(c.last(), now, Hold.REFUSED);
    }
  }

  /** Events were lost, closes among them: nobody is known to be writing any more. */
  synchronized void forgetWriters() {
    earliest = Long.MAX_VALUE;
    waiting.replaceAll((p, c) -> new Candidate(c.last(), c.since(), Hold.NOTHING, false));
    waiting.values().forEach(c -> earliest = Math.min(earliest, dueAt(c)));
  }

  synchronized void forget(Path file) {
    waiting.remove(file);
    reported.forget(file);
  }

  /** Forgets what was reported, so that it is reported again when it is seen again. */
  synchronized void forgetReported() {
    reported.clear();
  }

  /** A folder holds these names and no others. */
  synchronized void keepNames(Path folder, Set<Path> names) {
    reported.keepNames(folder, names);
  }

  /** Of the folders at and below {@code top} only these are there. */
  synchronized void keepFolders(Path top, Set<Path> folders) {
    waiting.keySet().removeIf(p -> p.startsWith(top) && !folders.contains(p.getParent()));
    reported.keepFolders(top, folders);
  }

  /** Whether the file was reported as it is, and nothing happened to it since. */
  synchronized boolean knows(Song song) {
    return !waiting.containsKey(song.file().path()) && reported.has(song);
  }

  /** The files whose time has come, in path order; each is given out once. */
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

  /** Nanoseconds until {@link #due} has something to give; a very long time when never. */
  synchronized long untilDue(long now) {
    return earliest == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, earliest - now);
  }

  /**
   * Judges a file that was given out as due, as it is now.
   *
   * @return whether to report it
   */
  synchronized boolean settled(Song song, long now) {
    Path path = song.file().path();
    Candidate c = waiting.get(path);
    if (c == null) {
      return false;
    }
    if (now < dueAt(c)) { // something happened to it since
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
   * The file was reported.
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
    return c.since() + (c.hold().isLong() ? Math.max(PATIENCE, 10 * settle) : settle);
  }
}
