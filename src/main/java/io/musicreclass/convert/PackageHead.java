package io.musicreclass.convert;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A head that becomes part of a package. */
interface PackageHead {
  /** What it is, for people. */
  String found();

  /**
   * The head's part of a card.
   *
   * @param own whether the whole package is made from its file
   */
  Card.Head card(boolean own) throws ConvertException, IOException;

  /** Whether its file is this one. */
  boolean isIn(Path file);

  /** Writes its files into the package's folder. */
  void write(Path folder) throws ConvertException, IOException;

  /** Why its predictions are unreliable, though it can be used. */
  default Optional<String> doubt() {
    return Optional.empty();
  }
}
