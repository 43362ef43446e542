package io.musicreclass.evaluate.study;

import io.musicreclass.evaluate.VoteEvaluation;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.train.head.HeadApproach;
import io.musicreclass.train.method.TrainingProgress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The studies. */
public final class Studies {
  private Studies() {}

  /** Songs whose label is probably wrong, with a table of them. */
  public interface Suspects extends VoteEvaluation.Report {
    /** The songs as records of a table, its header first. */
    List<List<String>> records();
  }

  /**
   * Which features a head needs: how much worse it is on held-out songs when the values of some
   * columns are those of other songs (permutation importance, Breiman 2001).
   *
   * @param repeats each with other folds and other permutations
   */
  public static VoteEvaluation.Report importance(
      Samples samples,
      HeadApproach approach,
      int folds,
      int repeats,
      long seed,
      TrainingProgress progress) {
    return new ImportanceStudy(samples, approach, folds, seed).run(repeats, progress);
  }

  /** Songs whose label and sound disagree (confident learning, Northcutt, Jiang, Chuang 2021). */
  public static Suspects mislabelled(Samples samples, HeadApproach approach, int folds, long seed) {
    double[][] probabilities = approach.outOfFold(samples.rows(), folds, seed);
    return new MislabelledStudy(samples, approach.name(), folds, probabilities).report();
  }

  /**
   * Ways of making heads, by cross-validation and by the published split if there is one.
   *
   * @param whole all songs, for cross-validation
   * @param split those of the published split, which may be the same
   * @param progress is told each figure
   */
  public static VoteEvaluation.Report comparison(
      Samples whole,
      Samples split,
      List<HeadApproach> approaches,
      int folds,
      long seed,
      Consumer<String> progress) {
    return new ComparisonStudy(whole, split, folds, seed).run(approaches, progress);
  }

  /**
   * The methods of the earlier Python project, by the cards of models.
   *
   * @param samples on whose vectors heads are trained now; empty: none are
   * @throws IOException if a file of a model cannot be read
   */
  public static VoteEvaluation.Report reference(
      List<ModelPackage> models, Optional<Samples> samples, long seed, TrainingProgress progress)
      throws IOException {
    return new ReferenceStudy(models, samples, seed, progress).run();
  }
}
