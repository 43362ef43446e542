package io.musicreclass.inbox;

import io.musicreclass.inbox.names.Names;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.FileErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Paths whose attributes could not be read. They count neither as present nor as deleted and are
 * checked again after a pause. Not thread-safe.
 */
final class UnreadablePaths {
  private static final long RETRY_DELAY = Duration.ofSeconds(10).toNanos();

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
      retryAt = now + RETRY_DELAY;
    }
    paths.putAll(failed);
    report();
  }

  private void report() {
    Map.Entry<Path, IOException> first = paths.entrySet().iterator().next();
    String others = paths.size() > 1 ? " and " + (paths.size() - 1) + " more" : "";
    problem.failed(
        "Part of the inbox is unreadable: "
            + Names.printable(first.getKey())
            + others
            + ": "
            + FileErrors.reason(first.getValue())
            + "; check permissions, the disk or network share, and the limit of open files");
  }

  /** Ends the problem if no unreadable path is left. */
  void updateProblem() {
    if (paths.isEmpty()) {
      problem.recovered();
    }
  }

  /** Removes and returns the paths that are due for another check. */
  List<Path> due(long now) {
    if (paths.isEmpty() || now < retryAt) {
      return List.of();
    }
    List<Path> due = List.copyOf(paths.keySet());
    paths.clear();
    return due;
  }
}
