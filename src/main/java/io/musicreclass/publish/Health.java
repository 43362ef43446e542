package io.musicreclass.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The daemon's health.
 *
 * @param watcher how the inbox is watched: {@code inotify}, {@code poll} or {@code away}
 * @param detectionDelayMs milliseconds between the latest file becoming stable and its detection
 * @param proof whether the events arrive by which the inbox is watched
 * @param defaultModels where the default models are, such as {@code downloading}
 * @param models names of the models that vote, in stage order
 * @param libraryWaitsUntil when songs of the library will be taken, if some wait for their hours
 * @param problems current problems for users, each with a remedy; empty if there are none
 */
public record Health(
    State state,
    String watcher,
    long detectionDelayMs,
    Proof proof,
    Computing computing,
    String defaultModels,
    List<String> models,
    Optional<LocalTime> libraryWaitsUntil,
    List<String> problems,
    Instant at) {
  /** The daemon's activity. */
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
   * Whether events of the inbox arrive.
   *
   * @param result {@code proven}, {@code unproven}, {@code failed} or {@code none}: no events are
   *     used
   * @param delayMs milliseconds that the latest event took; empty if none is known
   * @param explanation user-facing, why the inbox or part of it is polled, or why nothing is
   *     proven; may be empty
   */
  public record Proof(String result, OptionalLong delayMs, String explanation) {
    public static final Proof NONE = of("none", -1, "");

    /** The same; a negative delay is unknown. */
    public static Proof of(String result, long delayMs, String explanation) {
      OptionalLong delay = delayMs < 0 ? OptionalLong.empty() : OptionalLong.of(delayMs);
      return new Proof(result, delay, explanation);
    }
  }

  /**
   * The engine that runs the networks, and its hardware.
   *
   * @param engine {@code onnx} or {@code tensorrt}
   * @param precision precision of the large networks: {@code fp16} or {@code fp32}
   * @param gpu empty if the engine uses none and no sensor reports one
   * @param building the network that is being compiled for the GPU
   * @param workers other machines that analyse songs for this one
   */
  public record Computing(
      String engine,
      String precision,
      Optional<Gpu> gpu,
      Optional<Building> building,
      List<Worker> workers) {
    public Computing {
      workers = List.copyOf(workers);
    }

    /** The network being compiled, its progress in percent, and which machines do what. */
    public String progress() {
      return building.map(b -> b.network() + Math.round(100 * b.progress())).orElse("")
          + workers.stream().map(worker -> worker.name() + worker.stages()).toList();
    }

    /** Computing without other machines. */
    public Computing(
        String engine, String precision, Optional<Gpu> gpu, Optional<Building> building) {
      this(engine, precision, gpu, building, List.of());
    }
  }

  /**
   * Another machine that analyses songs.
   *
   * @param stages names of the stages that it can run
   * @param songs analysed since it joined
   * @param sinceAnswer how long ago its latest answer came, if there was one
   */
  public record Worker(
      String name, List<String> stages, long songs, Optional<Duration> sinceAnswer) {}

  /**
   * The GPU and its sensor readings; unknown readings are empty.
   *
   * @param name empty if the engine does not use the GPU
   * @param load utilization, 0 to 1
   * @param celsius temperature
   * @param watts power of each rail
   * @param totalWatts power of the whole board
   * @param freeBytes free memory
   */
  public record Gpu(
      String name,
      OptionalDouble load,
      OptionalDouble celsius,
      Map<String, Double> watts,
      OptionalDouble totalWatts,
      OptionalLong freeBytes) {}

  /**
   * A network that is being compiled for the GPU.
   *
   * @param network its user-facing name
   * @param progress 0 to 1
   * @param remaining estimated remaining time, if known
   */
  public record Building(String network, double progress, Optional<Duration> remaining) {}
}
