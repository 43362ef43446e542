package io.musicreclass.cli.terminal;

import java.util.List;

/** An invalid command line or setting, reported to the user; exit status 2. */
public final class UsageError extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<String> lines;

  public UsageError(String message) {
    this(List.of(message));
  }

  /**
   * Several problems.
   *
   * @param lines one for each
   */
  public UsageError(List<String> lines) {
    super(String.join("\n", lines));
    this.lines = List.copyOf(lines);
  }

  /** One line per problem. */
  public List<String> lines() {
    return lines;
  }
}
