package io.musicreclass.ledger;

import org.jspecify.annotations.Nullable;

/** Which rows of the history to show. */
public sealed interface Filter {
  /** Every file, in whatever state. */
  record Everything() implements Filter {}

  /** The files in one state. */
  record InState(FileState state) implements Filter {}

  /**
   * The songs that have a verdict, each once, by those of its properties that are not null.
   *
   * @param genre as the verdict writes it
   * @param stage position of the stage that ended the vote, from 1
   */
  record Decided(@Nullable String genre, @Nullable Boolean sure, @Nullable Integer stage)
      implements Filter {}
}
