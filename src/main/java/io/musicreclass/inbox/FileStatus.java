package io.musicreclass.inbox;

import java.nio.file.Path;
import java.time.Duration;

/** Where a file stands on its way through the inbox. */
public sealed interface FileStatus {
  /** The file does not lie in the inbox. */
  record NotInInbox(Path inbox) implements FileStatus {}

  /**
   * The inbox cannot be seen, so nothing can be said about its files.
   *
   * @param reason as {@link InboxState.Offline} has it
   */
  record InboxOffline(String reason) implements FileStatus {}

  /**
   * Whether there is such a file could not be found out.
   *
   * @param reason what the system said
   */
  record Unreadable(String reason) implements FileStatus {}

  /** There is no such file. */
  record Missing() implements FileStatus {}

  /**
   * The file is left alone, always.
   *
   * @param rule the rule that does so, for people
   */
  record Ignored(String rule) implements FileStatus {}

  /**
   * The file was seen and may still change.
   *
   * @param left how long it must stay as it is before it is reported
   * @param reason what it is waiting for, for people
   */
  record Settling(Duration left, String reason) implements FileStatus {}

  /** The file was reported as it is now. */
  record Settled() implements FileStatus {}

  /** Nothing speaks against the file, but nobody has seen it (yet). */
  record Unseen() implements FileStatus {}
}
