package io.musicreclass.track;

/**
 * Why a file could not be classified.
 *
 * @param reason for people
 * @param remedy what they can do about it
 * @param retryOnSight whether it is worth another try whenever the file is seen, although it has
 *     not changed (no permission, no stage left)
 */
public record FailureReason(String reason, String remedy, boolean retryOnSight) {
  /** Crashes of the program at which a file was held before nobody tries it again. */
  public static final int MAX_CRASHES = 3;

  /** The end of a file that the program never survived: see the ledger's poisoned files. */
  public static FailureReason poison() {
    return new FailureReason(
        "it stopped the program " + MAX_CRASHES + " times",
        "check whether it plays elsewhere; replace it, or report it as a bug",
        false);
  }
}
