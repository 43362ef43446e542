package io.musicreclass.evaluate.study;

import io.musicreclass.evaluate.study.ReferenceReport.Line;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.train.Evaluation;
import io.musicreclass.train.Logits;
import io.musicreclass.train.head.HeadApproach;
import io.musicreclass.train.method.Epoch;
import io.musicreclass.train.method.FittedMethod;
import io.musicreclass.train.method.HeadMethod;
import io.musicreclass.train.method.HeadMethods;
import io.musicreclass.train.method.TrainingProgress;
import io.musicreclass.train.method.TrainingRows;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The methods of the earlier Python project. Heads on features are trained now where a data set
 * with columns is given; everything else is read from the cards of the installed models.
 */
final class ReferenceStudy {
  private static final double NANOS = 1e9;
  private static final int FOLDS = 5;

  private final List<ModelPackage> models;
  private final Optional<Samples> samples;
  private final long seed;
  private final TrainingProgress progress;

  ReferenceStudy(
      List<ModelPackage> models, Optional<Samples> samples, long seed, TrainingProgress progress) {
    this.models = List.copyOf(models);
    this.samples = samples;
    this.seed = seed;
    this.progress = progress;
  }

  ReferenceReport run() throws IOException {
    List<Line> lines = new ArrayList<>();
    for (ReferenceMethod method : ReferenceMethod.values()) {
      int before = lines.size();
      String missing = "";
      if (samples.isPresent() && method.headMethod().isPresent()) {
        try {
          lines.add(trained(method, HeadMethods.of(method.headMethod().get()), samples.get()));
        } catch (IllegalArgumentException e) {
          missing = e.getMessage() + "; then ";
        }
      }
      for (ModelPackage model : models) {
        if (method.made(model.card())) {
          lines.add(read(method, model));
        }
      }
      if (lines.size() == before) {
        lines.add(Line.missing(method.title(), missing + method.command()));
      }
    }
    return new ReferenceReport(samples.map(Samples::source).orElse(null), lines);
  }

  private Line trained(ReferenceMethod method, HeadMethod way, Samples data) {
    TrainingRows training = data.part(false);
    long start = System.nanoTime();
    FittedMethod head = way.fit(training, seed, progress);
    double seconds = (System.nanoTime() - start) / NANOS;
    Card.Accuracy accuracy =
        data.hasTest() ? tested(head, training, data.part(true)) : crossValidated(way, training);
    return new Line(
        method.title(),
        "trained now on %s, %d columns".formatted(data.source(), data.columns().size()),
        null,
        List.of(accuracy),
        Math.rint(seconds * 100) / 100,
        false,
        (long) head.toOnnx(1).length,
        head.epochs(),
        null);
  }

  private static Card.Accuracy tested(FittedMethod head, TrainingRows training, TrainingRows test) {
    Evaluation measured = new Evaluation(test.genres());
    for (int i = 0; i < test.rows().length; i++) {
      measured.add(test.labels()[i], Logits.softmax(head.logits(test.rows()[i]), 1));
    }
    return measured.accuracy(
        "published split, %d training rows to %d test rows"
            .formatted(training.rows().length, test.rows().length));
  }

  private Card.Accuracy crossValidated(HeadMethod way, TrainingRows rows) {
    double[][] probabilities = HeadApproach.named(way.name()).outOfFold(rows, FOLDS, seed);
    Evaluation measured = new Evaluation(rows.genres());
    for (int i = 0; i < probabilities.length; i++) {
      measured.add(rows.labels()[i], probabilities[i]);
    }
    return measured.accuracy(FOLDS + "-fold, artist-grouped, " + rows.rows().length + " rows");
  }

  private static Line read(ReferenceMethod method, ModelPackage model) throws IOException {
    Card card = model.card();
    Card.Head head = card.head();
    Map<String, Object> training = head == null ? Map.of() : head.training();
    List<Epoch> epochs = EpochsOfCard.read(training);
    double seconds = epochs.stream().mapToDouble(Epoch::seconds).sum();
    long bytes = 0;
    for (String file : card.files().keySet()) {
      bytes += Files.size(model.folder().resolve(file));
    }
    return new Line(
        method.title(),
        "model " + card.name(),
        training.get("accuracy_as_saved") instanceof Number share ? share.doubleValue() : null,
        head == null ? List.of() : head.accuracy(),
        seconds > 0 ? Math.rint(seconds * 100) / 100 : null,
        training.get("gpu") instanceof Boolean gpu ? gpu : null,
        bytes,
        epochs,
        null);
  }
}
