package io.musicreclass.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A worker that has joined.
 *
 * @param name for people
 * @param stages names of the owner's stages that it can run
 * @param songs analysed since it joined
 * @param lastAnswer how long ago its latest answer came; empty: none yet
 */
public record WorkerStatus(
    String name, List<String> stages, long songs, Optional<Duration> lastAnswer) {
  public WorkerStatus {
    stages = List.copyOf(stages);
  }
}
