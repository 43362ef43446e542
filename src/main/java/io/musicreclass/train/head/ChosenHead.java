package io.musicreclass.train.head;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import io.musicreclass.vote.Vocabulary;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A head whose recipe and temperature were chosen by cross-validation, fitted to all rows. */
final class ChosenHead {
  private final VectorTable table;
  private final HeadOptions options;
  private final long seed;
  private final HeadSearch search;
  private final HeadRecipe recipe;
  private final FittedHead head;

  /**
   * Chooses and fits a head.
   *
   * @param training of which each row may be used
   * @param file for errors
   * @throws ConvertException if the table is not fit for training; names file and remedy
   */
  ChosenHead(VectorTable training, Path file, HeadOptions options, long seed, PrintStream out)
      throws ConvertException {
    TableCheck.trainable(training, file, options.folds());
    out.printf(
        "%d rows of %d genres in %d groups, %d values each%n",
        training.size(), training.genres().size(), training.groupCount(), training.width());
    this.table = training;
    this.options = options;
    this.seed = seed;
    CrossValidation validation =
        new CrossValidation(training, options.folds(), options.repeats(), seed);
    this.search = new HeadSearch(validation, out);
    this.recipe = search.run(options, training);
    this.head = FittedHead.fit(recipe, training, seed).at(predictions().temperature());
  }

  private CrossValidation.Predictions predictions() {
    return search.predictions(recipe);
  }

  HeadRecipe recipe() {
    return recipe;
  }

  FittedHead head() {
    return head;
  }

  /** Reports the figures of the cross-validation by which it was chosen. */
  void report(String protocol, HeadReport report) {
    report.add(predictions().accuracy(protocol), predictions().evaluation());
  }

  /** How it was chosen and trained, for its card. */
  Map<String, Object> training() {
    Map<String, Object> training = new TreeMap<>(recipe.describe());
    training.put("seed", seed);
    training.put("rows", table.size());
    training.put("groups", table.groupCount());
    training.put("temperature", head.temperature());
    training.put(
        "chosen_by",
        "least log loss after calibration, "
            + options.times()
            + " "
            + options.folds()
            + "-fold cross-validation over whole groups inside the training part; temperature from"
            + " the same predictions");
    training.put("tried", search.lines());
    return training;
  }

  /**
   * Its part of a card.
   *
   * @param columns the features that it takes, if it does
   */
  Card.Head card(
      List<String> columns, List<Card.Accuracy> accuracies, Map<String, Object> training) {
    return new Card.Head(
        null,
        columns,
        head.scaler().orElse(null),
        table.genres(),
        Vocabulary.taxonomy(table.genres()).orElse(null),
        accuracies,
        training,
        head.golden(table.row(0)));
  }
}
