package io.musicreclass.publish;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * How the daemon feels.
 *
 * @param watcher how the inbox is watched: {@code inotify}, {@code poll} or {@code away}
 * @param engine what computes: {@code onnx}, {@code tensorrt}
 * @param problems each with its mend, in plain words; empty when all is well
 */
public record Health(
    State state, String watcher, String engine, List<String> problems, Instant at) {
  /** What the daemon does. */
  public enum State {
    STARTING,
    IDLE,
    WORKING,
    PAUSED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
