package io.musicreclass.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.config.VoteConfig;
import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Scores;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class VotingTest {
  private static final GenreSet GENRES = GenreSet.of(List.of("Jazz", "Hip-Hop", "Rock"));
  private static final Offset<Double> EXACT = within(1e-12);
  private static final Map<Integer, List<Double>> WEIGHTS =
      Map.of(1, List.of(1.0), 2, List.of(0.40, 0.60), 3, List.of(0.25, 0.35, 0.40));

  @Test
  void aSingleStageEndsTheVoteWhateverItsConfidence() {
    Verdict.Decided verdict = decided(top1(1), scored("fma", 0.40, 0.35, 0.25));
    assertThat(verdict.genre()).isEqualTo("Jazz");
    assertThat(verdict.confidence()).isEqualTo(0.40, EXACT);
    assertThat(verdict.sure()).isFalse();
    assertThat(verdict.stage()).isEqualTo(1);
    assertThat(verdict.votes().get(0).weight()).isEqualTo(1);
  }

  @Test
  void theFirstStageEndsTheVoteOnlyAboveItsThreshold() {
    assertThat(top1(3).verdict(List.of(scored("fma", 0.95, 0.05, 0)))).isEmpty();
    Verdict.Decided verdict = decided(top1(3), scored("fma", 0.951, 0.049, 0));
    assertThat(verdict.stage()).isEqualTo(1);
    assertThat(verdict.sure()).isTrue();
  }

  private static StageResult.Scored little(String stage, double... p) {
    return new StageResult.Scored(
        stage,
        stage + "-model",
        "enc",
        "head",
        Scores.of(GENRES, p),
        null,
        new AnalysedPart(0, 2.9, 0),
        5);
  }

  @Test
  void aVoteOnTooLittleSoundIsUnsureWithAReason() {
    Verdict.Decided verdict = decided(top1(1), little("fma", 0.99, 0.01, 0));
    assertThat(verdict.confidence()).isEqualTo(0.99, EXACT);
    assertThat(verdict.sure()).isFalse();
    assertThat(verdict.reason()).contains("too little sound");
    assertThat(decided(top1(1), scored("fma", 0.5, 0.5, 0)).reason()).isEmpty();
  }

  @Test
  void oneStageWithEnoughSoundMakesAVoteSure() {
    Verdict.Decided verdict =
        decided(top1(2), little("fma", 0.9, 0.1, 0), scored("mert", 0.9, 0.1, 0));
    assertThat(verdict.sure()).isTrue();
    assertThat(verdict.reason()).isEmpty();
  }

  @Test
  void twoStagesThatAgreeAddUpAsTheContractsExampleSays() {
    Verdict.Decided verdict =
        decided(top1(2), scored("fma", 0.81, 0.12, 0.07), scored("mert", 0.87, 0.06, 0.07));
    assertThat(verdict.genre()).isEqualTo("Jazz");
    assertThat(verdict.confidence()).isEqualTo(0.846, EXACT);
    assertThat(verdict.genres()).containsOnlyKeys("Jazz");
    assertThat(verdict.votes()).extracting(Verdict.Vote::weight).containsExactly(0.40, 0.60);
    assertThat(verdict.votes().get(0).top().keySet()).containsExactly("Jazz", "Hip-Hop", "Rock");
  }

  @Test
  void threeStagesThatDisagreeGiveEachChoiceItsWeightTimesConfidence() {
    Verdict.Decided verdict =
        decided(
            top1(3),
            scored("fma", 0.9, 0.1, 0),
            scored("mert", 0.2, 0.8, 0),
            scored("jmla", 0.3, 0.7, 0));
    assertThat(verdict.genre()).isEqualTo("Hip-Hop");
    assertThat(verdict.confidence()).isEqualTo(0.35 * 0.8 + 0.40 * 0.7, EXACT);
    assertThat(verdict.genres().get("Jazz")).isEqualTo(0.25 * 0.9, EXACT);
    assertThat(verdict.stage()).isEqualTo(3);
  }

  @Test
  void theSecondOfThreeStagesEndsAClearVote() {
    Verdict.Decided verdict =
        decided(top1(3), scored("fma", 0.94, 0.06, 0), scored("mert", 0.97, 0.03, 0));
    assertThat(verdict.stage()).isEqualTo(2);
    assertThat(verdict.confidence()).isEqualTo((0.25 * 0.94 + 0.35 * 0.97) / (0.25 + 0.35), EXACT);
  }

  @Test
  void softTakesTheWeightedMeanOfWholeDistributions() {
    Voting soft = voting(VoteConfig.Rule.SOFT, 2);
    Verdict.Decided verdict =
        decided(soft, scored("fma", 0.5, 0.4, 0.1), scored("mert", 0.1, 0.4, 0.5));
    assertThat(verdict.genre()).isEqualTo("Hip-Hop");
    assertThat(verdict.confidence()).isEqualTo(0.4, EXACT);
    assertThat(verdict.genres().keySet()).containsExactly("Hip-Hop", "Rock", "Jazz");
    assertThat(verdict.rule()).isEqualTo("soft");
  }

  @Test
  void aTieIsTheLaterStagesChoice() {
    VoteRules even =
        new VoteRules(VoteConfig.Rule.TOP1, List.of(0.95, 0.90), Map.of(2, List.of(0.5, 0.5)), 0.6);
    Verdict.Decided verdict =
        decided(
            new Voting(even, GENRES, same(2)),
            scored("fma", 0.8, 0.1, 0.1),
            scored("mert", 0, 0.2, 0.8));
    assertThat(verdict.genre()).isEqualTo("Rock");
  }

  @Test
  void anAbstainingStageIsLeftOutAndItsWeightWithIt() {
    Verdict.Decided verdict =
        decided(
            top1(3),
            new StageResult.Abstained("fma", "m", "e", "h", "too short", 1),
            scored("mert", 0.6, 0.3, 0.1),
            scored("jmla", 0.7, 0.2, 0.1));
    assertThat(verdict.confidence()).isEqualTo((0.35 * 0.6 + 0.40 * 0.7) / 0.75, EXACT);
    assertThat(verdict.votes()).extracting(Verdict.Vote::stage).containsExactly("mert", "jmla");
    assertThat(verdict.stage()).isEqualTo(3);
  }

  @Test
  void whenEveryStageAbstainsTheVerdictNamesEveryReason() {
    Voting voting = top1(2);
    StageResult first = new StageResult.Abstained("fma", "m", "e", "h", "too short", 1);
    assertThat(voting.verdict(List.of(first))).isEmpty();
    StageResult second = new StageResult.Abstained("mert", "m", "e", "h", "engine failed", 1);
    assertThat(voting.verdict(List.of(first, second)))
        .contains(new Verdict.Abstained("fma: too short; mert: engine failed"));
  }

  @Test
  void genresInAnotherOrderAndSpellingAreShownAsTheFirstStageWritesThem() {
    GenreSet other = GenreSet.of(List.of("rock", "hip hop", "jazz"));
    Verdict.Decided verdict =
        decided(
            top1(2),
            scored("fma", 0.2, 0.5, 0.3),
            new StageResult.Scored(
                "mert", "m", "e", "h", Scores.of(other, 0.1, 0.8, 0.1), null, 1));
    assertThat(verdict.genre()).isEqualTo("Hip-Hop");
    assertThat(verdict.genres()).containsOnlyKeys("Hip-Hop");
  }

  @Test
  void otherGenresAreRefusedByName() {
    GenreSet other = GenreSet.of(List.of("Polka", "Waltz"));
    StageResult result =
        new StageResult.Scored("mert", "m", "e", "h", Scores.of(other, 0.5, 0.5), null, 1);
    assertThatThrownBy(() -> top1(2).verdict(List.of(result)))
        .hasMessageContaining("Polka")
        .hasMessageContaining("Jazz");
  }

  @Test
  void allStagesCountWhenAllAreRequestedAndTheUsualEndIsReported() {
    List<StageResult> results =
        List.of(scored("fma", 0.96, 0.02, 0.02), scored("mert", 0.1, 0.9, 0));
    assertThat(top1(2).endsAt(results)).isEqualTo(1);
    Verdict verdict = top1(2).all(results);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Decided.class,
            decided -> {
              assertThat(decided.stage()).isEqualTo(2);
              assertThat(decided.genre()).isEqualTo("Hip-Hop");
              assertThat(decided.confidence()).isEqualTo(0.54, EXACT);
              assertThat(decided.votes()).hasSize(2);
            });
  }

  @Test
  void allInvalidNumbersAreReportedTogether() {
    assertThatThrownBy(
            () ->
                new VoteRules(
                    VoteConfig.Rule.TOP1,
                    List.of(0.9, 1.1),
                    Map.of(2, List.of(0.4), 3, List.of(1.0, -1.0, 1.0)),
                    Map.of(2, List.of(1.0, 0.0)),
                    1.2,
                    false))
        .hasMessageContaining("reclass.vote.temperatures.2: expected 2 numbers above 0.01")
        .hasMessageContaining("reclass.vote.thresholds")
        .hasMessageContaining("reclass.vote.weights.2")
        .hasMessageContaining("reclass.vote.weights.3")
        .hasMessageContaining("reclass.vote.sure");
  }

  @Test
  void moreStagesThanRowsAndThresholdsHaveEqualWeightsAndTheLastThreshold() {
    StageResult low = scored("x", 0.88, 0.12, 0);
    StageResult high = scored("x", 0.94, 0.06, 0);
    assertThat(top1(5).verdict(List.of(low, low, low, low))).isEmpty();
    Verdict.Decided verdict = decided(top1(5), high, low, low, high);
    assertThat(verdict.stage()).isEqualTo(4);
    assertThat(verdict.confidence()).isEqualTo(0.91, EXACT);
    assertThat(verdict.votes()).extracting(Verdict.Vote::weight).containsOnly(0.2);
  }

  @Test
  void aTemperatureSoftensTheScoresOfItsStageAndKeepsTheirOrder() {
    VoteRules rules =
        new VoteRules(
            VoteConfig.Rule.SOFT,
            List.of(1.0),
            Map.of(2, List.of(0.5, 0.5)),
            Map.of(2, List.of(2.0, 1.0)),
            0.6,
            false);
    StageResult first = scored("fma", 0.64, 0.36, 0);
    Verdict.Decided verdict =
        decided(new Voting(rules, GENRES, same(2)), first, scored("mert", 0.5, 0.1, 0.4));
    // square roots: 0.8 and 0.6, divided by 1.4
    assertThat(verdict.votes().get(0).confidence()).isEqualTo(0.8 / 1.4, EXACT);
    assertThat(verdict.votes().get(1).confidence()).isEqualTo(0.5, EXACT);
    assertThat(verdict.confidence()).isEqualTo((0.8 / 1.4 + 0.5) / 2, EXACT);
  }

  @Test
  void aLowTemperatureOfSmallScoresIsStillADistribution() {
    Scores sharp = Scores.of(GENRES, 0.34, 0.33, 0.33).tempered(0.02);
    assertThat(sharp.value(0)).isBetween(0.5, 1.0);
    assertThat(sharp.value(0) + sharp.value(1) + sharp.value(2)).isEqualTo(1, EXACT);
  }

  @Test
  void theVerdictAfterSomeStagesDoesNotDependOnThresholds() {
    Verdict after = top1(3).after(List.of(scored("fma", 0.5, 0.3, 0.2)));
    assertThat(((Verdict.Decided) after).genre()).isEqualTo("Jazz");
    assertThat(((Verdict.Decided) after).stage()).isEqualTo(1);
  }

  private static Voting top1(int stages) {
    return voting(VoteConfig.Rule.TOP1, stages);
  }

  private static Voting voting(VoteConfig.Rule rule, int stages) {
    return new Voting(
        new VoteRules(rule, List.of(0.95, 0.90), WEIGHTS, 0.60), GENRES, same(stages));
  }

  /** The maps of that many stages whose genres are those of the vote. */
  private static List<VotingStage> same(int stages) {
    return Collections.nCopies(stages, VotingStage.of(GenreMap.identity(GENRES)));
  }

  private static StageResult scored(String stage, double... p) {
    return new StageResult.Scored(stage, "m", "e", "h", Scores.of(GENRES, p), null, 7);
  }

  private static Verdict.Decided decided(Voting voting, StageResult... results) {
    return (Verdict.Decided) voting.verdict(List.of(results)).orElseThrow();
  }
}
