package io.musicreclass.engine;

import io.musicreclass.config.EngineConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How an engine is at this moment.
 *
 * @param gpu the name of the GPU; empty: the CPU computes
 * @param precision of the big networks
 * @param building what is being compiled, while the CPU computes in its stead
 * @param problems each with its mend
 */
public record EngineState(
    String gpu,
    EngineConfig.Precision precision,
    Optional<Building> building,
    List<String> problems) {

  /** The CPU, and nothing wrong. */
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
   * @param share how much is done, 0 to 1
   * @param left the time it may still take; empty while nobody can know
   */
  public record Building(String network, double share, Optional<Duration> left) {
    public Building {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("A share of " + share);
      }
    }
  }
}
