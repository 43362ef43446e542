package io.musicreclass.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.evaluate.VoteEvaluation.Part;
import io.musicreclass.evaluate.VoteEvaluation.Song;
import io.musicreclass.vote.VoteRules;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Five songs, two stages of equal weights, rule {@code soft}, threshold 0.75: the first song and
 * the second end at stage 1 (0.8 Jazz, right; 0.9 Pop, wrong); the others at stage 2, by the mean
 * of both: 0.65 Jazz (right), 0.55 Rock (right), 0.7 Jazz (wrong, it is Rock).
 */
class FiguresTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final List<Song> SONGS =
      List.of(
          song("Jazz", p(0.8, 0.2, 0), p(0.1, 0.9, 0)),
          song("Jazz", p(0.1, 0.9, 0), p(1, 0, 0)),
          song("jazz", p(0.6, 0.4, 0), p(0.7, 0.3, 0)),
          song("Rock", p(0.5, 0, 0.5), p(0.4, 0, 0.6)),
          song("Rock", p(0.7, 0, 0.3), p(0.7, 0.3, 0)));
  private static final Replay REPLAY =
      Replay.of(Songs.vote(Songs.THREE, 2, Songs.rules(0.75)), Songs.rules(0.75), SONGS);
  private static final Figures FIGURES = Figures.of(REPLAY);

  private static double[] p(double... probabilities) {
    return probabilities;
  }

  private static Song song(String genre, double[]... stages) {
    return Songs.song(Songs.origin("a", genre, "", Part.ANY), Songs.THREE, stages);
  }

  @Test
  void threeOfFiveAreRightWithWilsonsInterval() {
    assertThat(FIGURES.accuracy()).isEqualTo(new Interval(0.6, 0.2307, 0.8824, 5));
  }

  @Test
  void eachGenreHasPrecisionRecallAndF1() {
    assertThat(FIGURES.confusionMatrix())
        .containsExactly(List.of(2, 1, 0), List.of(0, 0, 0), List.of(1, 0, 1));
    assertThat(FIGURES.genres())
        .containsExactly(
            new GenreFigures("Jazz", 3, 3, 2, 2 / 3.0, 2 / 3.0, 2 / 3.0),
            new GenreFigures("Pop", 0, 1, 0, 0, 0, 0),
            new GenreFigures("Rock", 2, 1, 1, 1, 0.5, 2 / 3.0));
  }

  @Test
  void balancedAccuracyIsTheMeanRecallAndMacroF1TheMeanF1() {
    assertThat(FIGURES.balancedAccuracy()).isEqualTo((2 / 3.0 + 0.5) / 2, EXACT);
    assertThat(FIGURES.macroF1()).isEqualTo((2 / 3.0 + 0 + 2 / 3.0) / 3, EXACT);
  }

  @Test
  void confidencesAreComparedWithAccuraciesInTenBins() {
    // bins 0.5 (0.55 right), 0.6 (0.65 right), 0.7 (0.7 wrong), 0.8 (right), 0.9 (wrong)
    assertThat(FIGURES.calibrationError())
        .isEqualTo((0.45 + 0.35 + 0.7 + 0.2 + 0.9) / 5, within(1e-9));
    Figures.CalibrationBin bin = FIGURES.calibration().get(6);
    assertThat(bin.confidence()).isEqualTo(0.65, within(1e-9));
    assertThat(bin.accuracy().value()).isEqualTo(1);
    assertThat(FIGURES.calibration().get(0).accuracy().n()).isZero();
  }

  @Test
  void fewerVerdictsAreSureFromAHigherConfidenceOn() {
    assertThat(FIGURES.shareSure()).isEqualTo(0.8, EXACT);
    assertThat(FIGURES.sureAccuracy().n()).isEqualTo(4);
    assertThat(FIGURES.sureAccuracy().value()).isEqualTo(0.5);
    Figures.CoveragePoint first = FIGURES.coverage().get(0);
    assertThat(first.shareSure()).isEqualTo(1);
    assertThat(first.accuracy().value()).isEqualTo(0.6);
    Figures.CoveragePoint last = FIGURES.coverage().get(FIGURES.coverage().size() - 1);
    assertThat(last.sureFrom()).isEqualTo(0.9);
    assertThat(last.accuracy()).isEqualTo(new Interval(0, 0, 0.7935, 1));
  }

  @Test
  void theVoteEndsAtEachStageWithAnAccuracyAndACost() {
    StagedVote.Point now = StagedVote.of(REPLAY).now();
    assertThat(now.thresholds()).containsExactly(0.75);
    assertThat(now.accuracy().value()).isEqualTo(0.6);
    assertThat(now.ended())
        .containsExactly(
            new StagedVote.Ended("one", 2, 0.4, Interval.of(1, 2)),
            new StagedVote.Ended("two", 3, 0.6, Interval.of(2, 3)));
    assertThat(now.meanMs()).isEqualTo((2 * 10 + 3 * 110) / 5.0, EXACT);
    assertThat(StagedVote.of(REPLAY).stageMs())
        .containsExactly(new StagedVote.StageCost("one", 10), new StagedVote.StageCost("two", 100));
  }

  @Test
  void otherThresholdsAreTriedOnTheSameResults() {
    List<StagedVote.Point> points = StagedVote.of(REPLAY).byThreshold();
    StagedVote.Point never = points.get(points.size() - 1);
    assertThat(never.thresholds()).containsExactly(1.0);
    // means: 0.55 Pop (wrong), 0.55 Jazz (right), and the three as before
    assertThat(never.accuracy().value()).isEqualTo(0.6);
    assertThat(never.meanMs()).isEqualTo(110);
    StagedVote.Point first = points.get(0);
    // the fourth song's equal values give the first genre, Jazz, which is wrong
    assertThat(first.accuracy().value()).isEqualTo(0.4);
    assertThat(first.meanMs()).isEqualTo(10);
    assertThat(first.ended().get(1).accuracy().n()).isZero();
  }

  @Test
  void aVoteThatAsksEveryStageHasTheVerdictsOfAllAndTheirCost() {
    VoteRules rules = Songs.rules(0.75);
    VoteRules every =
        new VoteRules(rules.rule(), rules.thresholds(), rules.weights(), rules.sure(), true);
    Replay replay = Replay.of(Songs.vote(Songs.THREE, 2, every), every, SONGS);
    assertThat(Figures.of(replay).confusionMatrix().get(0)).containsExactly(2, 1, 0);
    assertThat(replay.verdict(replay.songs().get(0)).genre()).isEqualTo(1);
    assertThat(StagedVote.of(replay).meanMs(true)).isEqualTo(110);
    assertThat(StagedVote.of(replay).meanMs(false)).isEqualTo(70);
  }

  @Test
  void theExactTestOfTwoVotesIsTheBinomialOne() {
    assertThat(PairedTest.of(8, 2).p()).isEqualTo(2 * (1 + 10 + 45) / 1024.0, within(1e-12));
    assertThat(PairedTest.of(2, 8).p()).isEqualTo(PairedTest.of(8, 2).p());
    assertThat(PairedTest.of(3, 3).p()).isEqualTo(1);
    assertThat(PairedTest.of(0, 0).p()).isEqualTo(1);
    assertThat(PairedTest.of(3000, 3200).p()).isBetween(0.01, 0.012);
  }
}
