package io.musicreclass.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Where events come from. For one thread. */
interface EventSource extends AutoCloseable {
  /** Waits for events, not longer than the time given; may be early, and may find none. */
  List<WatchEvent> await(Duration atMost);

  /**
   * Begins to tell what happens to the files of a folder, not below it. Again is allowed.
   *
   * @throws Exhausted when the system allows no more watches
   * @throws IOException when this folder cannot be watched
   */
  void watch(Path folder) throws IOException;

  /** Ends watching all folders at and below {@code top} except these. */
  void keep(Path top, Set<Path> folders);

  @Override
  void close();

  /** The system's limit is reached; the message names it and the mend. */
  final class Exhausted extends IOException {
    Exhausted(String message) {
      super(message);
    }
  }
}
