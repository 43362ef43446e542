package io.musicreclass.cli;

import java.util.List;

/** A command or a setting that cannot be followed: its message is for the user, exit status 2. */
final class UsageError extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<String> lines;

  UsageError(String message) {
    this(List.of(message));
  }

  /**
   * Several problems.
   *
   * @param lines one for each
   */
  UsageError(List<String> lines) {
    super(String.join("\n", lines));
    this.lines = List.copyOf(lines);
  }

  /** A line for each problem. */
  List<String> lines() {
    return lines;
  }
}
