package io.musicreclass.inbox;

import java.time.Duration;

/** State of the inbox. */
public sealed interface InboxState {
  /** The folder has not been checked yet. */
  record Starting() implements InboxState {}

  /**
   * The folder exists and is watched.
   *
   * @param how {@code inotify} or {@code poll}
   * @param note user-facing reason for polling, also of some folders only; otherwise empty
   * @param waiting number of files seen but not settled yet
   * @param lastDetectionDelayMs milliseconds between settling and reporting of the latest file; 0
   *     before the first
   * @param proof whether events arrive
   */
  record Watching(String how, String note, int waiting, long lastDetectionDelayMs, Proof proof)
      implements InboxState {
    /**
     * User-facing, why the inbox or part of it is polled, or why nothing is proven; may be empty.
     */
    public String explanation() {
      return note.isEmpty() ? proof.reason() : note;
    }
  }

  /**
   * Whether events of the inbox are known to arrive.
   *
   * @param result {@code proven}, {@code unproven} (impossible to tell), {@code failed} or {@code
   *     none}: no events are used
   * @param delayMs milliseconds that the latest event took; -1 if none is known
   * @param reason user-facing, why it is impossible to tell; otherwise empty
   */
  record Proof(String result, long delayMs, String reason) {
    static final Proof NONE = new Proof("none", -1, "");

    static Proof proven(Duration delay) {
      return new Proof("proven", delay.toMillis(), "");
    }

    static Proof unproven(String reason) {
      return new Proof("unproven", -1, reason);
    }

    static Proof failed() {
      return new Proof("failed", -1, "");
    }

    boolean isProven() {
      return result.equals("proven");
    }
  }

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
