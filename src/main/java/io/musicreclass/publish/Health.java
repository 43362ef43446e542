package io.musicreclass.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How the daemon feels.
 *
 * @param watcher how the inbox is watched: {@code inotify}, {@code poll} or {@code away}
 * @param detectionDelayMs milliseconds that the latest file was noticed after it had settled
 * @param problems each with its mend, in plain words; empty when all is well
 */
public record Health(
    State state,
    String watcher,
    long detectionDelayMs,
    Computing computing,
    List<String> problems,
    Instant at) {
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

  /**
   * What computes.
   *
   * @param engine {@code onnx} or {@code tensorrt}
   * @param precision of the big networks: {@code fp16} or {@code fp32}
   * @param gpu empty where none computes and no sensor tells of one
   * @param building the network that is being compiled for the GPU
   */
  public record Computing(
      String engine, String precision, Optional<Gpu> gpu, Optional<Building> building) {}

  /**
   * The GPU and what its sensors say; what they do not say is empty.
   *
   * @param name empty where the engine does not use it
   * @param load 0 to 1
   * @param watts of each power rail
   * @param totalWatts of the whole board
   */
  public record Gpu(
      String name,
      OptionalDouble load,
      OptionalDouble celsius,
      Map<String, Double> watts,
      OptionalDouble totalWatts,
      OptionalLong freeBytes) {}

  /**
   * A network that is being compiled.
   *
   * @param network for people
   * @param share how much is done, 0 to 1
   * @param left the time it may still take, where that can be known
   */
  public record Building(String network, double share, Optional<Duration> left) {}
}
