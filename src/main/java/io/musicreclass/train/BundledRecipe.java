package io.musicreclass.train;

import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** The recipe of the bundled model, for rows of its own columns. */
public final class BundledRecipe {
  private BundledRecipe() {}

  /** Names of the columns that it takes, in order. */
  public static List<String> columns() {
    return GtzanTable.features();
  }

  /** Trains it on rows; gives the logits of a row. */
  public static UnaryOperator<double[]> train(
      double[][] rows, int[] labels, int genres, long seed) {
    LabelledFeatures tracks =
        new LabelledFeatures(Collections.nCopies(rows.length, ""), rows, labels, genres);
    Ensemble ensemble = Ensemble.train(TrainingRecipe.GTZAN48, tracks, GtzanTable.COLUMNS, seed);
    return row ->
        ensemble.logits(
            new LabelledFeatures(List.of(""), new double[][] {row}, new int[1], genres), 0);
  }
}
