package io.musicreclass.engine;

import io.musicreclass.config.EngineConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The state of an engine.
 *
 * @param gpu the name of the GPU; empty: networks run on the CPU
 * @param precision of the encoders
 * @param building the network being compiled, which runs on the CPU meanwhile
 * @param problems each with what to do
 */
public record EngineState(
    String gpu,
    EngineConfig.Precision precision,
    Optional<Building> building,
    List<String> problems) {

  /** The CPU, without problems. */
  public static final EngineState CPU =
      new EngineState("", EngineConfig.Precision.FP32, Optional.empty(), List.of());

  public EngineState {
    problems = List.copyOf(problems);
  }

  /** The CPU, with these problems. */
  public static EngineState cpu(List<String> problems) {
    return new EngineState("", EngineConfig.Precision.FP32, Optional.empty(), problems);
  }

  /**
   * A network being compiled for the GPU.
   *
   * @param network for people, such as {@code mert-95m encoder, fp16}
   * @param progress how much is done, 0 to 1
   * @param remaining estimated remaining time; empty while unknown
   */
  public record Building(String network, double progress, Optional<Duration> remaining) {
    public Building {
      if (!(progress >= 0 && progress <= 1)) {
        throw new IllegalArgumentException("progress is " + progress + ", not 0 to 1");
      }
    }
  }
}
