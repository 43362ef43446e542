package io.musicreclass.evaluate;

import io.musicreclass.train.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How good verdicts are.
 *
 * @param balancedAccuracy mean recall of the genres that occur
 * @param macroF1 mean F1 of the genres that occur
 * @param calibrationError expected calibration error over ten bins (Guo et al. 2017)
 * @param shareSure share of the verdicts that are sure
 * @param sureAccuracy share of the sure verdicts that are right
 * @param confusionMatrix a row for each true genre, with the number of verdicts of each genre
 * @param coverage accuracy of the sure verdicts by the confidence from which verdicts are sure
 */
record Figures(
    Interval accuracy,
    double balancedAccuracy,
    double macroF1,
    double calibrationError,
    double shareSure,
    Interval sureAccuracy,
    List<GenreFigures> genres,
    List<List<Integer>> confusionMatrix,
    List<CalibrationBin> calibration,
    List<CoveragePoint> coverage) {
  /** Steps between confidences of 0 and 1. */
  static final int STEPS = 50;

  /** Verdicts with a confidence in the interval from {@code from} to {@code to}. */
  record CalibrationBin(double from, double to, double confidence, Interval accuracy) {}

  /** The verdicts that are sure from a confidence on. */
  record CoveragePoint(double sureFrom, double shareSure, Interval accuracy) {}

  /** The figures of the verdicts by the replay's rules. */
  static Figures of(Replay replay) {
    int size = replay.genres().size();
    Evaluation all = new Evaluation(size);
    int right = 0;
    for (Replay.Voted song : replay.songs()) {
      Replay.Step verdict = replay.verdict(song);
      // Only the last step of each song is known to have a genre; an earlier one ends the vote
      // only with a confidence above 0, and thus with a genre.
      all.add(song.truth(), verdict.genre(), verdict.confidence());
      right += verdict.genre() == song.truth() ? 1 : 0;
    }
    CoveragePoint sure = coverage(replay, replay.rules().sure());
    List<GenreFigures> genres = GenreFigures.of(all, replay.genres().names());
    return new Figures(
        Interval.of(right, all.n()),
        all.balancedAccuracy(),
        GenreFigures.macroF1(genres),
        all.calibrationError(),
        sure.shareSure(),
        sure.accuracy(),
        genres,
        IntStream.range(0, size).mapToObj(truth -> row(all, truth, size)).toList(),
        calibration(all.bins()),
        IntStream.rangeClosed(0, STEPS)
            .mapToObj(i -> coverage(replay, (double) i / STEPS))
            .filter(point -> point.accuracy().n() > 0)
            .toList());
  }

  private static List<Integer> row(Evaluation all, int truth, int size) {
    return IntStream.range(0, size).mapToObj(p -> all.count(truth, p)).toList();
  }

  private static List<CalibrationBin> calibration(List<Evaluation.Bin> bins) {
    List<CalibrationBin> calibration = new ArrayList<>();
    for (int i = 0; i < bins.size(); i++) {
      Evaluation.Bin bin = bins.get(i);
      calibration.add(
          new CalibrationBin(
              (double) i / bins.size(),
              (double) (i + 1) / bins.size(),
              bin.confidence(),
              Interval.of(bin.right(), bin.n())));
    }
    return calibration;
  }

  /**
   * The verdicts that would be sure.
   *
   * @param from the confidence from which they would be
   */
  static CoveragePoint coverage(Replay replay, double from) {
    int sure = 0;
    int right = 0;
    for (Replay.Voted song : replay.songs()) {
      Replay.Step verdict = replay.verdict(song);
      if (Replay.isSure(verdict, from)) {
        sure++;
        right += verdict.genre() == song.truth() ? 1 : 0;
      }
    }
    return new CoveragePoint(from, share(sure, replay.songs().size()), Interval.of(right, sure));
  }

  /** A share, 0 of nothing. */
  static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
