package io.musicreclass.train;

import io.musicreclass.models.Card;
import io.musicreclass.vote.Vocabulary;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Trains an {@link Ensemble}. Measures the recipe by ten-fold cross-validation, and on the data
 * set's split where it has one, which also calibrates the head: by artists it was not trained on.
 */
final class EnsembleTrainer implements Trainer {
  private static final int TEN = 10;

  private final TrainingRecipe recipe;

  EnsembleTrainer(TrainingRecipe recipe) {
    this.recipe = recipe;
  }

  @Override
  public TrainedHead train(TrainingData data, long seed, PrintStream out) {
    TrainingReport report = new TrainingReport(recipe.describe(seed), out);
    tenFold(data, seed, report);
    Optional<Double> temperature = data.split().map(split -> calibrate(split, data, seed, report));
    Ensemble learned = ensemble(data.tracks(), data, seed);
    Ensemble head = temperature.map(learned::at).orElse(learned);
    report.put("tracks", data.tracks().size());
    report.put("temperature", head.temperature());
    byte[] onnx = head.toOnnx();
    return new TrainedHead(
        new Card.Head(
            null,
            data.columns().stream().map(TableColumn::feature).toList(),
            head.scaler(),
            data.genres(),
            Vocabulary.taxonomy(data.genres()).orElse(null),
            report.accuracies(),
            report.training(),
            golden(data.tracks(), head)),
        file -> file.write(onnx));
  }

  private Ensemble ensemble(LabelledFeatures tracks, TrainingData data, long seed) {
    return Ensemble.train(recipe, tracks, data.columns(), seed);
  }

  private void tenFold(TrainingData data, long seed, TrainingReport report) {
    LabelledFeatures all = data.tracks();
    Evaluation measured = new Evaluation(all.genres());
    Folds folds = Folds.shuffled(all, TEN, SplitMix64.of(seed, Long.MAX_VALUE));
    for (int part = 0; part < folds.count(); part++) {
      ensemble(all.at(folds.outOf(part)), data, seed).measure(all.at(folds.in(part)), measured);
    }
    report.accuracy("10-fold, shuffled, all tracks (artists are in both parts)", measured);
  }

  /**
   * Measures on the artist-disjoint split.
   *
   * @return the temperature found on its parts train and valid, each predicted by an ensemble
   *     trained on the other
   */
  private double calibrate(Split split, TrainingData data, long seed, TrainingReport report) {
    if (!split.absent().isEmpty()) {
      report.print("Tracks of the split not in the table: " + String.join(", ", split.absent()));
    }
    double[][] valid = ensemble(split.train(), data, seed).uncalibrated(split.valid());
    double[][] train = ensemble(split.valid(), data, seed).uncalibrated(split.train());
    LabelledFeatures unseen = split.valid().and(split.train());
    double[][] logits = Stream.of(valid, train).flatMap(Arrays::stream).toArray(double[][]::new);
    double temperature = Logits.cautiousTemperature(logits, unseen);
    Evaluation found = new Evaluation(unseen.genres());
    for (int i = 0; i < logits.length; i++) {
      found.add(unseen.label(i), Logits.softmax(logits[i], temperature));
    }
    Evaluation measured = new Evaluation(split.test().genres());
    ensemble(split.train().and(split.valid()), data, seed)
        .at(temperature)
        .measure(split.test(), measured);
    String name = split.name() + " split";
    report.accuracy(name + " (no artist in two parts), train + valid to test", measured);
    report.accuracyOfSure(
        "sure (60 % and more), where it was calibrated: train to valid and back", found);
    report.accuracyOfSure("sure (60 % and more), " + name + ", train + valid to test", measured);
    report.calibration(split, measured, data.genres());
    return temperature;
  }

  /** The first track, as a check for every machine that runs the head. */
  private static Card.Golden golden(LabelledFeatures all, Ensemble head) {
    List<Double> input = new ArrayList<>();
    for (int c = 0; c < all.width(); c++) {
      input.add(all.value(0, c));
    }
    List<Double> logits = new ArrayList<>();
    for (double logit : head.logits(all, 0)) {
      logits.add(logit);
    }
    return new Card.Golden(input, logits);
  }
}
