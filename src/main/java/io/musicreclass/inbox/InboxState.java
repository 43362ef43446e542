package io.musicreclass.inbox;

/** How the inbox is doing. */
public sealed interface InboxState {
  /** Not looked yet. */
  record Starting() implements InboxState {}

  /**
   * The folder is there and watched.
   *
   * @param how {@code inotify} or {@code poll}
   * @param note why it is polled, for people; empty with inotify
   * @param waiting files seen that are not settled yet
   * @param lastDetectionDelayMs milliseconds that the latest file was reported after it had
   *     settled; 0 before the first
   */
  record Watching(String how, String note, int waiting, long lastDetectionDelayMs)
      implements InboxState {}

  /**
   * The folder cannot be seen; nothing in it counts as deleted, and it comes back by itself.
   *
   * @param reason why and what would mend it, for people
   */
  record Offline(String reason) implements InboxState {}

  /** Closed; nothing is watched any more. */
  record Closed() implements InboxState {}
}
