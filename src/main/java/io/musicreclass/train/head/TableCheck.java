package io.musicreclass.train.head;

import io.musicreclass.convert.read.ConvertException;
import java.nio.file.Path;
import java.util.Arrays;

/** Whether a head can be chosen and trained on a table. */
final class TableCheck {
  private TableCheck() {}

  /**
   * Checks the training part.
   *
   * @param file for errors
   * @param folds of the cross-validation
   */
  static void trainable(VectorTable training, Path file, int folds) throws ConvertException {
    if (training.groupCount() < folds) {
      throw ConvertException.of(
          file,
          "has "
              + training.groupCount()
              + " groups for training, and the cross-validation needs "
              + folds,
          "Add songs by other artists, or lower --folds");
    }
    for (int genre = 0; genre < training.genres().size(); genre++) {
      String name = training.genres().get(genre);
      long groups = training.groupsOf(genre);
      if (groups < 2) {
        throw ConvertException.of(
            file,
            (groups == 0 ? "has no row" : "has rows of only one group")
                + " of the genre "
                + name
                + " for training",
            "Add songs by at least two artists of that genre, or remove the genre");
      }
    }
    double[] first = training.row(0);
    boolean constant = true;
    for (int i = 1; i < training.size() && constant; i++) {
      constant = Arrays.equals(first, training.row(i));
    }
    if (constant) {
      throw ConvertException.of(
          file, "has the same vector in all rows", "Compute the vectors again");
    }
  }
}
