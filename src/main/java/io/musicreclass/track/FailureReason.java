package io.musicreclass.track;

/**
 * Why a file could not be classified.
 *
 * @param reason user-facing description
 * @param remedy what the user can do; may be empty
 * @param retryOnSight whether to retry an unchanged file each time it is seen (no permission, no
 *     stage available)
 */
public record FailureReason(String reason, String remedy, boolean retryOnSight) {
  /** Number of program crashes while processing a file after which it is not retried. */
  public static final int MAX_CRASHES = 3;

  /** Failure of a poison file, during whose processing the program crashed each time. */
  public static FailureReason poison() {
    return new FailureReason(
        "the program crashed " + MAX_CRASHES + " times while processing it",
        "check whether it plays in other programs; replace it, or report a bug",
        false);
  }
}
