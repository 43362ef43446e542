package io.musicreclass.inbox;

import java.nio.file.Path;
import java.time.Duration;

/** State of a file in the inbox. */
public sealed interface FileStatus {
  /** The file is not in the inbox folder. */
  record NotInInbox(Path inbox) implements FileStatus {}

  /**
   * The inbox folder is not accessible, so nothing is known about its files.
   *
   * @param reason see {@link InboxState.Offline}
   */
  record InboxOffline(String reason) implements FileStatus {}

  /**
   * Whether the file exists could not be determined.
   *
   * @param reason the system's error
   */
  record Unreadable(String reason) implements FileStatus {}

  /** The file does not exist. */
  record Missing() implements FileStatus {}

  /**
   * The file is always ignored.
   *
   * @param rule user-facing description of the rule
   */
  record Ignored(String rule) implements FileStatus {}

  /**
   * The file was seen and may still be changing.
   *
   * @param left how long it must stay unchanged before it is reported
   * @param reason user-facing description of what it is waiting for
   */
  record Settling(Duration left, String reason) implements FileStatus {}

  /** The file was reported in its current state. */
  record Settled() implements FileStatus {}

  /** No rule ignores the file, but it has not been seen (yet). */
  record Unseen() implements FileStatus {}
}
