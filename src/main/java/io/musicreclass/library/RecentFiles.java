package io.musicreclass.library;

import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Recently changed files, which may still be being written: observed until they stay the same. */
final class RecentFiles {
  /** How long a file must have been unchanged. */
  private static final Duration SETTLE_TIME = Duration.ofSeconds(10);

  /** Most files observed; further ones are queued at once, and their classification may fail. */
  private static final int CAPACITY = 10_000;

  private final FolderProbe probe;
  private final Clock clock;
  private final Map<Path, SongFile> files = new ConcurrentHashMap<>();

  RecentFiles(FolderProbe probe, Clock clock) {
    this.probe = probe;
    this.clock = clock;
  }

  /** Observes a recently changed file; false when the file can be queued now. */
  boolean observe(SongFile file) {
    if (isRecent(file) && files.size() < CAPACITY) {
      files.put(file.path(), file);
      return true;
    }
    return false;
  }

  private boolean isRecent(SongFile file) {
    Instant changed = Instant.EPOCH.plusNanos(file.mtime());
    Duration age = Duration.between(changed, clock.instant()); // negative: a clock that is ahead
    return !age.isNegative() && age.compareTo(SETTLE_TIME) < 0;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /**
   * Examines all observed files again, and queues those that have not changed since.
   *
   * @param beforeAccess called before each disk access
   */
  void recheck(QueueWriter queue, Runnable beforeAccess) {
    for (SongFile file : List.copyOf(files.values())) {
      beforeAccess.run();
      try {
        SongFile current = probe.stat(file.path());
        if (!current.equals(file)) {
          files.put(file.path(), current);
        } else if (!isRecent(file)) {
          files.remove(file.path());
          queue.add(file);
        }
      } catch (IOException e) {
        if (FileErrors.isAbsence(e)) {
          files.remove(file.path());
        }
      }
    }
  }
}
