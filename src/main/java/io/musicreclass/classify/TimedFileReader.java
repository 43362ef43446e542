package io.musicreclass.classify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens songs within a limit of time. A file whose opening hangs is not opened a second time until
 * the first one has returned. May be used by many threads.
 */
public final class TimedFileReader {
  private static final Duration LEAST = Duration.ofMinutes(1);

  /** No disk or share that is of use is slower, in bytes a second. */
  private static final long SLOWEST = 256 << 10;

  private final AbandonableTask timed = new AbandonableTask();
  private final Set<Path> open = ConcurrentHashMap.newKeySet();
  private final Duration least;

  public TimedFileReader() {
    this(LEAST);
  }

  /**
   * @param least how long the smallest file may take
   */
  TimedFileReader(Duration least) {
    this.least = least;
  }

  /**
   * Opens a file.
   *
   * @param bytes its size
   * @throws SlowFileException when that takes too long
   */
  public FileClassification.Opened open(
      Path file, long bytes, AbandonableTask.Work<FileClassification.Opened> work)
      throws IOException {
    if (!open.add(file)) {
      throw new SlowFileException("it is still being read since an earlier try");
    }
    try {
      return timed.call(
          () -> {
            try {
              return work.run();
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
