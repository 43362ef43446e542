package io.musicreclass.pipeline;

import java.nio.file.Path;

/** What would be done with a file. */
public sealed interface Plan {
  /** Its tags would be written. */
  record Tag() implements Plan {}

  /** It would go there, with new tags or as it is. */
  record Move(Path target, boolean tagging) implements Plan {}

  /** A copy would go there, with new tags or as it is. */
  record Copy(Path target, boolean tagging) implements Plan {}

  /**
   * Nothing.
   *
   * @param why empty when all is as it should be already
   */
  record Left(String why) implements Plan {}
}
