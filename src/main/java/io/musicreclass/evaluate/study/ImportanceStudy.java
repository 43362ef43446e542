package io.musicreclass.evaluate.study;

import io.musicreclass.train.Evaluation;
import io.musicreclass.train.Logits;
import io.musicreclass.train.SplitMix64;
import io.musicreclass.train.head.HeadApproach;
import io.musicreclass.train.method.TrainingProgress;
import io.musicreclass.train.method.TrainingRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Permutation importance on held-out songs: a head is made without the songs of some artists, and
 * judges these, once as they are and once for each set of columns with the values of others among
 * them. Test parts are left out.
 */
final class ImportanceStudy {
  /** Where the random numbers of permutations begin, apart from those of folds and networks. */
  private static final long PERMUTATIONS = 1L << 40;

  private static final int MOST_COLUMNS = 100_000;

  private final Samples samples;
  private final TrainingRows rows;
  private final HeadApproach approach;
  private final int folds;
  private final long seed;
  private final List<ColumnSet> sets;

  ImportanceStudy(Samples samples, HeadApproach approach, int folds, long seed) {
    this.samples = samples;
    this.rows = samples.part(false);
    this.approach = approach;
    this.folds = folds;
    this.seed = seed;
    this.sets = ColumnSet.of(samples.columns());
  }

  /** Right predictions and the sum of losses, with and without a permutation. */
  private static final class Tally {
    private int right;
    private double loss;

    synchronized void add(int hits, double losses) {
      right += hits;
      loss += losses;
    }
  }

  ImportanceReport run(int repeats, TrainingProgress progress) {
    Map<ColumnSet, List<double[]>> changes = new LinkedHashMap<>();
    sets.forEach(set -> changes.put(set, new ArrayList<>()));
    double accuracy = 0;
    int n = rows.rows().length;
    for (int repeat = 0; repeat < repeats; repeat++) {
      Tally whole = new Tally();
      List<Tally> permuted = sets.stream().map(set -> new Tally()).toList();
      List<int[]> parts = HeadApproach.folds(rows, folds, seed, repeat);
      for (int part = 0; part < folds; part++) {
        fold(parts.get(part), (long) repeat * folds + part, whole, permuted);
        progress.report(repeat * folds + part + 1, repeats * folds, "head");
      }
      accuracy += (double) whole.right / n / repeats;
      for (int s = 0; s < sets.size(); s++) {
        Tally tally = permuted.get(s);
        changes
            .getOrDefault(sets.get(s), List.of())
            .add(
                new double[] {
                  (double) (whole.right - tally.right) / n, (tally.loss - whole.loss) / n
                });
      }
    }
    return new ImportanceReport(
        samples.source(),
        approach.name(),
        Evaluation.share(folds + "-fold, artist-grouped", accuracy, n),
        folds,
        repeats,
        ranked(changes, ColumnSet.Kind.FEATURE),
        ranked(changes, ColumnSet.Kind.STATISTIC),
        ranked(changes, ColumnSet.Kind.COLUMN));
  }

  private void fold(int[] held, long number, Tally whole, List<Tally> permuted) {
    HeadApproach.Made head = approach.make(HeadApproach.without(rows, held), seed);
    judge(head, held, held, new int[0], whole);
    IntStream.range(0, sets.size())
        .parallel()
        .forEach(
            s -> {
              int[] order =
                  SplitMix64.of(seed, PERMUTATIONS + number * MOST_COLUMNS + s)
                      .permutation(held.length);
              int[] others = IntStream.of(order).map(i -> held[i]).toArray();
              judge(head, held, others, sets.get(s).columns(), permuted.get(s));
            });
  }

  /** Judges songs with the values of others in some columns. */
  private void judge(
      HeadApproach.Made head, int[] songs, int[] others, int[] columns, Tally tally) {
    int right = 0;
    double loss = 0;
    for (int i = 0; i < songs.length; i++) {
      double[] row = rows.rows()[songs[i]].clone();
      for (int column : columns) {
        row[column] = rows.rows()[others[i]][column];
      }
      double[] probabilities = Logits.softmax(head.logits(row), 1);
      int truth = rows.labels()[songs[i]];
      right += Logits.top(probabilities) == truth ? 1 : 0;
      loss -= Math.log(Math.max(1e-12, probabilities[truth]));
    }
    tally.add(right, loss);
  }

  private static List<ImportanceReport.Importance> ranked(
      Map<ColumnSet, List<double[]>> changes, ColumnSet.Kind kind) {
    List<ImportanceReport.Importance> ranked = new ArrayList<>();
    changes.forEach(
        (set, all) -> {
          if (set.kind() == kind) {
            ranked.add(ImportanceReport.Importance.of(set.name(), set.columns().length, all));
          }
        });
    ranked.sort(ImportanceReport.Importance.MOST_FIRST);
    return ranked;
  }
}
