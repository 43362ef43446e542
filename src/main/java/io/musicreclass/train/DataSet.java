package io.musicreclass.train;

import io.musicreclass.models.Card;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A data set that heads can be trained on: tracks with features, genres, and how it is split. */
interface DataSet {
  /** Name on the command line: {@code reclass train NAME}. */
  String name();

  /** One sentence for {@code reclass train --help}. */
  String description();

  /** What {@code --table} must name, for {@code --help}. */
  String tableDescription();

  /** What {@code --split} must name, for {@code --help}. */
  String splitDescription();

  /**
   * Reads the data.
   *
   * @param table the file of features and genres
   * @param split where the split is described; empty: the data are not split
   * @throws IOException naming file, line and column of what cannot be used
   */
  TrainingData read(Path table, Optional<Path> split) throws IOException;

  /**
   * The card of a package that holds a head trained on this data set: its name, its licence, and
   * how the features were extracted.
   */
  Card card(Card.Source table, Card.Head head);
}
