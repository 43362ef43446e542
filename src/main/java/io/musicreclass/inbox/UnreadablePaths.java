package io.musicreclass.inbox;

import io.musicreclass.problems.Problems;
import io.musicreclass.track.FileErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Paths that the system would not let us look at: nothing is concluded from that, they are looked
 * at again after a while. For one thread.
 */
final class UnreadablePaths {
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private final Problems.Source problem;
  private final Map<Path, IOException> paths = new LinkedHashMap<>();
  private long retryAt;

  UnreadablePaths(Problems.Source problem) {
    this.problem = problem;
  }

  void add(Path path, IOException why, long now) {
    addAll(Map.of(path, why), now);
  }

  void addAll(Map<Path, IOException> failed, long now) {
    if (failed.isEmpty()) {
      return;
    }
    if (paths.isEmpty()) {
      retryAt = now + PAUSE;
    }
    paths.putAll(failed);
    report();
  }

  private void report() {
    Map.Entry<Path, IOException> first = paths.entrySet().iterator().next();
    String others = paths.size() > 1 ? " and " + (paths.size() - 1) + " more" : "";
    problem.failed(
        "The inbox cannot be read completely: "
            + Names.shown(first.getKey())
            + others
            + ": "
            + FileErrors.reason(first.getValue())
            + "; check permissions, the disk or share, and the limit of open files");
  }

  /** Everything could be looked at. */
  void settled() {
    if (paths.isEmpty()) {
      problem.recovered();
    }
  }

  /** The paths whose time has come; they are forgotten here. */
  List<Path> due(long now) {
    if (paths.isEmpty() || now < retryAt) {
      return List.of();
    }
    List<Path> due = List.copyOf(paths.keySet());
    paths.clear();
    return due;
  }
}
