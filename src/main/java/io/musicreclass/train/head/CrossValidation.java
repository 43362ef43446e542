package io.musicreclass.train.head;

import io.musicreclass.models.Card;
import io.musicreclass.train.Evaluation;
import io.musicreclass.train.Logits;
import io.musicreclass.train.SplitMix64;
import io.musicreclass.train.method.TrainingProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Predictions of rows by heads that were fitted without the rows' groups. */
final class CrossValidation {
  /** Where the random numbers of folds begin, apart from those of networks. */
  static final long FOLDS = 1L << 32;

  private final VectorTable table;
  private final List<GroupFolds> repeats = new ArrayList<>();
  private final long seed;

  /**
   * Divides a table.
   *
   * @param folds parts of each repeat
   * @param repeats how often the table is divided, each time differently
   */
  CrossValidation(VectorTable table, int folds, int repeats, long seed) {
    this.table = table;
    this.seed = seed;
    for (int i = 0; i < repeats; i++) {
      this.repeats.add(new GroupFolds(table, folds, SplitMix64.of(seed, FOLDS + i)));
    }
  }

  /** Predicts every row once in each repeat; threads do not change the result. */
  Predictions run(HeadFitter fitter, TrainingProgress progress) {
    int n = table.size();
    double[][] logits = new double[n * repeats.size()][];
    int parts = repeats.get(0).count();
    AtomicInteger done = new AtomicInteger();
    int count = repeats.size() * parts;
    ParallelTrainings.run(
        count,
        progress,
        (i, training) -> {
          GroupFolds folds = repeats.get(i / parts);
          CalibratedHead head =
              fitter.fit(table.at(folds.outOf(i % parts)), seed, training.part("fold-" + (i + 1)));
          for (int row : folds.in(i % parts)) {
            logits[i / parts * n + row] = head.logits(table.row(row));
          }
          training.report(done.incrementAndGet(), count, "fold");
        });
    int[] truth = new int[logits.length];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = table.label(i % n);
    }
    return new Predictions(logits, truth, table.genres().size(), n);
  }

  /**
   * Predicts every row by a head that was calibrated inside the other parts, too.
   *
   * @param inner folds of that calibration
   */
  Evaluation calibrated(HeadFitter fitter, int inner) {
    Evaluation measured = new Evaluation(table.genres().size());
    for (GroupFolds folds : repeats) {
      for (int part = 0; part < folds.count(); part++) {
        VectorTable fit = table.at(folds.outOf(part));
        TrainingProgress none = TrainingProgress.none();
        double temperature =
            new CrossValidation(fit, inner, 1, seed).run(fitter, none).temperature();
        VectorTable unseen = table.at(folds.in(part));
        measure(fitter.fit(fit, seed, none).at(temperature), unseen, measured);
      }
    }
    return measured;
  }

  /** Adds a head's predictions of a table to an evaluation. */
  static void measure(CalibratedHead head, VectorTable table, Evaluation into) {
    for (int i = 0; i < table.size(); i++) {
      into.add(table.label(i), Logits.softmax(head.logits(table.row(i)), 1));
    }
  }

  /** Logits of rows with their true genres; each row occurs once in each repeat. */
  static final class Predictions {
    private final double[][] logits;
    private final int[] truth;
    private final int genres;
    private final int rows;
    private final double temperature;

    private Predictions(double[][] logits, int[] truth, int genres, int rows) {
      this.logits = logits;
      this.truth = truth;
      this.genres = genres;
      this.rows = rows;
      this.temperature = Logits.temperature(logits, truth);
    }

    /** The temperature of least loss. */
    double temperature() {
      return temperature;
    }

    /** The loss at that temperature. */
    double loss() {
      return Logits.loss(logits, truth, temperature);
    }

    /** Measured at that temperature. */
    Evaluation evaluation() {
      Evaluation measured = new Evaluation(genres);
      for (int i = 0; i < logits.length; i++) {
        measured.add(truth[i], Logits.softmax(logits[i], temperature));
      }
      return measured;
    }

    /** Accuracy over all repeats, with the interval of one: repeats add no rows. */
    Card.Accuracy accuracy(String protocol) {
      Evaluation all = evaluation();
      return Evaluation.share(protocol, all.accuracy(), rows);
    }
  }
}
