package io.musicreclass.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Creates event sources. */
interface EventSources {
  /** The operating system's event sources. */
  EventSources REAL =
      new EventSources() {
        @Override
        public EventSource inotify(Path folder) throws IOException {
          return new InotifyWatches(folder);
        }

        @Override
        public EventSource polling(Duration settle) {
          Duration shortest = Duration.ofSeconds(1);
          return new Polling(settle.compareTo(shortest) < 0 ? shortest : settle);
        }
      };

  /**
   * Events of the kernel.
   *
   * @throws IOException if the system refuses
   * @throws LinkageError if JNA is not available
   */
  EventSource inotify(Path folder) throws IOException;

  /** How often it is proved that events arrive. */
  default Duration proofInterval() {
    return Duration.ofMinutes(1);
  }

  /** How long an event may take until it counts as missing. */
  default Duration proofLimit() {
    return Duration.ofSeconds(3);
  }

  /** Periodic requests for a full scan, at intervals of at least the settle time. */
  EventSource polling(Duration settle);
}
