package io.musicreclass.classify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Opens songs within a time limit. A file whose opening hangs is not opened again until the first
 * attempt has returned. May be used by many threads.
 */
public final class TimedFileReader {
  private static final Duration LEAST = Duration.ofMinutes(1);

  /** The slowest usable disk or share, in bytes per second. */
  private static final long SLOWEST = 256 << 10;

  private final AbandonableTask timed = new AbandonableTask();
  private final Set<Path> open = ConcurrentHashMap.newKeySet();
  private final Duration least;

  public TimedFileReader() {
    this(LEAST);
  }

  /**
   * @param least the time limit for the smallest file
   */
  TimedFileReader(Duration least) {
    this.least = least;
  }

  /**
   * Opens a file.
   *
   * @param bytes its size
   * @throws SlowFileException if that takes too long
   */
  public FileClassification.Opened open(
      Path file, long bytes, Supplier<FileClassification.Opened> work) throws IOException {
    if (!open.add(file)) {
      throw new SlowFileException("an earlier attempt is still reading it");
    }
    try {
      return timed.call(
          () -> {
            try {
              return work.get();
            } finally {
              open.remove(file);
            }
          },
          () -> least.plusSeconds(bytes / SLOWEST));
    } catch (AbandonableTask.ExceededException e) {
      throw new SlowFileException(e.limit());
    } catch (ModelLoadException e) {
      throw new IllegalStateException(e);
    }
  }
}
