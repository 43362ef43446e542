package io.musicreclass.ledger.rows;

import java.nio.file.Path;

/** What the ledger knows of a song once its audio has said who it is. */
public sealed interface Identity {
  /** It has no verdict; results of some stages may exist from an attempt that was broken off. */
  record New() implements Identity {}

  /**
   * It has a verdict and this file is the same as before or has taken its place: renamed,
   * re-tagged, written anew. There is nothing to say: {@code Ledger.settle}.
   */
  record Same() implements Identity {}

  /**
   * It has a verdict and another file with it is still there: {@code Ledger.duplicate}.
   *
   * @param other that file
   */
  record DuplicateOf(Path other) implements Identity {}

  /**
   * Another worker is hearing the same song from another file. The job is back in the queue and
   * will be claimed again once that worker is done; nothing is left to do for this one.
   *
   * @param other the file being heard
   */
  record InProgress(Path other) implements Identity {}
}
