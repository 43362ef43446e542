package io.musicreclass.evaluate.study;

import io.musicreclass.evaluate.study.ComparisonReport.Figure;
import io.musicreclass.evaluate.study.ComparisonReport.Method;
import io.musicreclass.models.Card;
import io.musicreclass.train.Evaluation;
import io.musicreclass.train.Logits;
import io.musicreclass.train.head.HeadApproach;
import io.musicreclass.train.method.TrainingRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Each way of making heads, by each protocol. Nothing is chosen by the songs that it measures. */
final class ComparisonStudy {
  private static final double NANOS = 1e9;

  private final Samples whole;
  private final Samples split;
  private final int folds;
  private final long seed;

  /**
   * A study.
   *
   * @param whole all songs, for cross-validation
   * @param split those of a published split, which may be the same
   */
  ComparisonStudy(Samples whole, Samples split, int folds, long seed) {
    this.whole = whole;
    this.split = split;
    this.folds = folds;
    this.seed = seed;
  }

  ComparisonReport run(List<HeadApproach> approaches, Consumer<String> progress) {
    List<Method> methods = new ArrayList<>();
    for (HeadApproach approach : approaches) {
      List<Figure> figures = new ArrayList<>();
      figures.add(
          crossValidated(approach, folds + "-fold, shuffled", Samples.ungrouped(whole.rows())));
      figures.add(crossValidated(approach, folds + "-fold, artist-grouped", whole.rows()));
      if (split.hasTest()) {
        figures.add(tested(approach));
      }
      figures.forEach(figure -> progress.accept(approach.name() + ", " + figure.text()));
      methods.add(new Method(approach.name(), approach.description(), figures));
    }
    return new ComparisonReport(
        whole.source(), whole.size(), whole.columns().size(), seed, notes(), methods);
  }

  private Figure crossValidated(HeadApproach approach, String protocol, TrainingRows rows) {
    long start = System.nanoTime();
    Evaluation measured = new Evaluation(rows.genres());
    HeadApproach.folds(rows, folds, seed, 0).parallelStream()
        .forEach(
            part ->
                judge(
                    approach.make(HeadApproach.without(rows, part), seed),
                    HeadApproach.at(rows, part),
                    measured));
    return figure(protocol, measured, start);
  }

  private Figure tested(HeadApproach approach) {
    long start = System.nanoTime();
    TrainingRows test = split.part(true);
    TrainingRows training = split.part(false);
    Evaluation measured = new Evaluation(test.genres());
    judge(approach.make(training, seed), test, measured);
    return figure("published split, train + valid to test", measured, start);
  }

  private static void judge(HeadApproach.Made head, TrainingRows rows, Evaluation measured) {
    for (int i = 0; i < rows.rows().length; i++) {
      double[] probabilities = Logits.softmax(head.logits(rows.rows()[i]), 1);
      synchronized (measured) {
        measured.add(rows.labels()[i], probabilities);
      }
    }
  }

  private static Figure figure(String protocol, Evaluation measured, long start) {
    double seconds = (System.nanoTime() - start) / NANOS;
    Card.Accuracy accuracy = measured.accuracy(protocol);
    return new Figure(
        protocol,
        accuracy,
        Math.rint(measured.balancedAccuracy() * 10_000) / 10_000,
        Math.rint(seconds * 100) / 100);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    long unknown = whole.withoutArtist();
    if (unknown > 0) {
      notes.add(
          "%d of %d songs have no known artist and count as artists of their own, so artist-grouped figures are somewhat too high."
              .formatted(unknown, whole.size()));
    }
    if (split.hasTest()) {
      TrainingRows test = split.part(true);
      Set<Integer> trained =
          Arrays.stream(split.part(false).groups()).boxed().collect(Collectors.toSet());
      long shared = Arrays.stream(test.groups()).filter(trained::contains).count();
      notes.add(
          "%d of the %d test songs of the published split are by artists who are in its other parts, too."
              .formatted(shared, test.groups().length));
    }
    return notes;
  }
}
