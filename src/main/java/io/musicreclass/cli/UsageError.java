package io.musicreclass.cli;

/** A command or a setting that cannot be followed: its message is for the user, exit status 2. */
final class UsageError extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  UsageError(String message) {
    super(message);
  }
}
