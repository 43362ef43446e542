package io.musicreclass.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Makes event sources. */
interface EventSources {
  /** Those of this machine. */
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
   * @throws IOException when the system refuses; a {@link LinkageError} where JNA does not work
   */
  EventSource inotify(Path folder) throws IOException;

  /** A reminder to look at everything, no more often than each settle time. */
  EventSource polling(Duration settle);
}
