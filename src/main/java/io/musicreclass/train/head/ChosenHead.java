package io.musicreclass.train.head;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import io.musicreclass.train.method.HeadMethod;
import io.musicreclass.train.method.TrainingProgress;
import io.musicreclass.vote.Vocabulary;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A head whose recipe and temperature were chosen by cross-validation, fitted to all rows. */
final class ChosenHead {
  private final VectorTable table;
  private final HeadOptions options;
  private final long seed;
  private final HeadSearch.Choice choice;
  private final CalibratedHead head;

  /**
   * Chooses and fits a head.
   *
   * @param training of which each row may be used
   * @param file for errors
   * @throws ConvertException if the table is not fit for training, or the checkpoint is of another
   *     one; names file and remedy
   */
  ChosenHead(VectorTable training, Path file, HeadOptions options, long seed, PrintStream out)
      throws ConvertException, IOException {
    TableCheck.trainable(training, file, options.folds());
    out.printf(
        "%d rows of %d genres in %d groups, %d values each%n",
        training.size(), training.genres().size(), training.groupCount(), training.width());
    this.table = training;
    this.options = options;
    this.seed = seed;
    CrossValidation validation =
        new CrossValidation(training, options.folds(), options.repeats(), seed);
    Optional<Checkpoint> checkpoint = checkpoint();
    try {
      this.choice = choice(validation, checkpoint, out);
      this.head =
          choice
              .fitter()
              .fit(training, seed, progress(checkpoint, out))
              .at(choice.predictions().temperature());
    } catch (UncheckedIOException e) {
      throw new IOException("The checkpoint cannot be used: " + e.getMessage(), e);
    } catch (TrainingProgress.UnusableState e) {
      throw ConvertException.of(
          options.checkpoint().orElse(file),
          String.valueOf(e.getMessage()),
          "Delete this folder to start anew",
          e);
    }
  }

  private HeadSearch.Choice choice(
      CrossValidation validation, Optional<Checkpoint> checkpoint, PrintStream out) {
    if (options.method().isEmpty()) {
      return new HeadSearch(validation, out).run(options, table);
    }
    HeadFitter fitter = new MethodFitter(options.method().get(), options.balanced().orElse(false));
    CrossValidation.Predictions predictions = validation.run(fitter, progress(checkpoint, out));
    String line = HeadSearch.line(fitter, predictions);
    out.println("  " + line);
    return new HeadSearch.Choice(fitter, predictions, List.of(line));
  }

  private static TrainingProgress progress(Optional<Checkpoint> checkpoint, PrintStream out) {
    TrainingProgress lines = TrainingProgress.lines(out);
    return checkpoint.<TrainingProgress>map(kept -> kept.telling(lines)).orElse(lines);
  }

  private Optional<Checkpoint> checkpoint() throws ConvertException, IOException {
    return options.checkpoint().isEmpty()
        ? Optional.empty()
        : Optional.of(Checkpoint.open(options.checkpoint().get(), dependencies()));
  }

  /** All that a checkpoint depends on. */
  private String dependencies() {
    return String.format(
        Locale.ROOT,
        "%s%nclass weights: %s%nfolds: %d, %s%nseed: %d%nrows: %d, SHA-256 %s%n",
        options.method().map(HeadMethod::name).orElse("search"),
        options.balanced().orElse(false) ? "balanced" : "none",
        options.folds(),
        options.times(),
        seed,
        table.size(),
        table.hash());
  }

  HeadFitter fitter() {
    return choice.fitter();
  }

  CalibratedHead head() {
    return head;
  }

  /** Reports the figures of the cross-validation by which it was chosen. */
  void report(String protocol, HeadReport report) {
    CrossValidation.Predictions predictions = choice.predictions();
    report.add(predictions.accuracy(protocol), predictions.evaluation());
  }

  /** How it was chosen and trained, for its card. */
  Map<String, Object> training() {
    Map<String, Object> training = new TreeMap<>(choice.fitter().describe());
    training.putAll(head.history());
    training.put("seed", seed);
    training.put("rows", table.size());
    training.put("groups", table.groupCount());
    training.put("temperature", head.temperature());
    training.put(
        "chosen_by",
        (options.method().isPresent()
                ? "the only method tried, "
                : "least log loss after calibration, ")
            + options.times()
            + " "
            + options.folds()
            + "-fold cross-validation over whole groups inside the training part; temperature from"
            + " the same predictions");
    training.put("tried", choice.tried());
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
