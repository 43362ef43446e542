package io.musicreclass.classify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Opens songs within a time limit. A file whose opening hangs is not opened again until the first
 * attempt has returned, unless its disk responds: then something in the file hangs the decoder. May
 * be used by many threads.
 */
public final class TimedFileReader {
  private static final Duration LEAST = Duration.ofMinutes(1);

  /** The slowest usable disk or share, in bytes per second. */
  private static final long SLOWEST = 256 << 10;

  private final AbandonableTask timed = new AbandonableTask();
  private final Set<Path> open = ConcurrentHashMap.newKeySet();
  private final Set<Path> endless = ConcurrentHashMap.newKeySet();
  private final Duration least;
  private final Duration copying;

  public TimedFileReader() {
    this(LEAST, LEAST);
  }

  /**
   * @param least the time limit for the smallest file
   * @param copying how long {@link #responds} reads a file
   */
  TimedFileReader(Duration least, Duration copying) {
    this.least = least;
    this.copying = copying;
  }

  /**
   * Opens a file.
   *
   * @param bytes its size
   * @throws SlowFileException if that takes too long
   */
  public FileClassification.Opened open(
      Path file, long bytes, Supplier<FileClassification.Opened> work) throws IOException {
    if (!open.add(file) && !endless.contains(file)) {
      throw new SlowFileException("an earlier attempt is still reading it");
    }
    try {
      return timed.call(
          () -> {
            try {
              return work.get();
            } finally {
              open.remove(file);
              endless.remove(file);
            }
          },
          () -> least.plusSeconds(bytes / SLOWEST));
    } catch (AbandonableTask.ExceededException e) {
      throw new SlowFileException(e.limit());
    } catch (ModelLoadException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * After a file has not been read in time: whether its disk or share responds, which is known by
   * reading all of it without decoding.
   */
  public boolean responds(Path file) {
    try {
      timed.call(() -> Files.copy(file, OutputStream.nullOutputStream()), () -> copying);
      endless.add(file);
      if (!open.contains(file)) { // it has returned meanwhile
        endless.remove(file);
      }
      return true;
    } catch (IOException | AbandonableTask.ExceededException e) {
      return false;
    } catch (ModelLoadException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the decoder hangs in a file although its disk responds. */
  public boolean hangs() {
    return !endless.isEmpty();
  }
}
