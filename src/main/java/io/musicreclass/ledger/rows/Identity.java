package io.musicreclass.ledger.rows;

import java.nio.file.Path;

/** What the ledger knows of a song after its audio has been identified. */
public sealed interface Identity {
  /** It has no verdict; an interrupted attempt may have left results of some stages. */
  record New() implements Identity {}

  /**
   * It has a verdict, and this file is the same as before or has replaced it: renamed, re-tagged or
   * rewritten. Nothing is reported: {@code JobCompletion.completeUnchanged}.
   */
  record Same() implements Identity {}

  /**
   * It has a verdict, and another file of it still exists: {@code JobCompletion.duplicate}.
   *
   * @param other the other file
   */
  record DuplicateOf(Path other) implements Identity {}

  /**
   * Another worker is analysing the same song from another file. The job is back in the queue and
   * can be claimed again when that worker is done; the caller must not hand it back.
   *
   * @param other the file being analysed
   */
  record InProgress(Path other) implements Identity {}
}
