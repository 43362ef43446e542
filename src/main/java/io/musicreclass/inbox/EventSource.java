package io.musicreclass.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A source of file system events. Not thread-safe, except for {@link #wake}. */
interface EventSource extends AutoCloseable {
  /** Waits for events for a limited time; may return early, and may return none. */
  List<WatchEvent> await(Duration atMost);

  /** Ends the current or else the next wait early. May be called by any thread at any time. */
  void wake();

  /**
   * Starts watching a folder, without its subfolders. May be called repeatedly.
   *
   * @throws Exhausted if the system's limit of watches is reached
   * @throws IOException if this folder cannot be watched
   */
  void watch(Path folder) throws IOException;

  /** Why some folders are polled, with the remedy; empty if all are watched alike. */
  default Optional<String> limitation() {
    return Optional.empty();
  }

  /** Stops watching all folders at and below {@code top} except these. */
  void retainWatches(Path top, Set<Path> folders);

  @Override
  void close();

  /** A limit of the system is reached; the message names it and the remedy. */
  final class Exhausted extends IOException {
    Exhausted(String message) {
      super(message);
    }
  }
}
