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
  /**
   * How often the program may crash, hang or run out of memory on a file before it is not retried:
   * once with others in progress, of which any may be the cause, and twice alone.
   */
  public static final int MAX_CRASHES = 3;

  /** What a file has done to the program. */
  public enum Harm {
    CRASH,
    HANG,
    MEMORY
  }

  /**
   * Failure of a file that harms the program each time it is processed.
   *
   * @param step what was done to it, such as "decoding it"
   */
  public static FailureReason poison(Harm harm, String step) {
    String what =
        switch (harm) {
          case CRASH -> "the program crashed while " + step;
          case HANG -> step + " did not end";
          case MEMORY -> step + " needed more memory than there was";
        };
    String remedy =
        switch (harm) {
          case CRASH -> "";
          case HANG -> "; a restart ends what still hangs";
          case MEMORY -> "; free some memory";
        };
    return new FailureReason(
        what + ", twice with no other song in progress",
        "check whether it plays in other programs, replace it, or report a bug"
            + remedy
            + "; reclass retry tries it again",
        false);
  }
}
