package io.musicreclass.cluster;

import io.musicreclass.config.ReclassConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Checks the settings of workers. */
public final class WorkerSettings {
  /** Shorter leases would end in a pause of a busy machine. */
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(5);

  private WorkerSettings() {}

  /** The problems of the settings, each with its remedy; empty when there are none. */
  public static List<String> problems(ReclassConfig.Workers config) {
    List<String> problems = new ArrayList<>();
    if (config.lease().compareTo(SHORTEST_LEASE) < 0) {
      problems.add("reclass.workers.lease is shorter than 5 seconds: set it to 5s or more");
    }
    SharedFolders.problem(config.map().orElse(List.of()))
        .ifPresent(problem -> problems.add("reclass.workers.map: " + problem));
    return problems;
  }
}
