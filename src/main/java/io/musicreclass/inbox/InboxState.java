package io.musicreclass.inbox;

/** State of the inbox. */
public sealed interface InboxState {
  /** The folder has not been checked yet. */
  record Starting() implements InboxState {}

  /**
   * The folder exists and is watched.
   *
   * @param how {@code inotify} or {@code poll}
   * @param note user-facing reason for polling; empty with inotify
   * @param waiting number of files seen but not settled yet
   * @param lastDetectionDelayMs milliseconds between settling and reporting of the latest file; 0
   *     before the first
   */
  record Watching(String how, String note, int waiting, long lastDetectionDelayMs)
      implements InboxState {}

  /**
   * The folder is not accessible. Its files do not count as deleted, and watching resumes
   * automatically.
   *
   * @param reason user-facing reason and remedy
   */
  record Offline(String reason) implements InboxState {}

  /** The inbox is closed. */
  record Closed() implements InboxState {}
}
