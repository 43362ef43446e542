package io.musicreclass.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.config.VoteConfig;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Scores;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Votes of models that know different genres. */
class WideVoteTest {
  private static final Offset<Double> EXACT = within(1e-9);
  private static final GenreSet WIDE =
      GenreSet.of(List.of("Electronic", "Hip-Hop", "Pop", "Rock", "Spoken"));
  private static final GenreSet FEW = GenreSet.of(List.of("Hip-Hop", "Rock"));
  private static final GenreSet POP_ROCK = GenreSet.of(List.of("Pop_Rock", "Rap"));
  private static final VotingStage ALL = new VotingStage(GenreMap.identity(WIDE), true);
  private static final VotingStage SOME = new VotingStage(GenreMap.of(FEW, WIDE, Map.of()), true);
  private static final GenreMap SPLIT =
      GenreMap.of(
          POP_ROCK, WIDE, Map.of("Pop_Rock", List.of("Pop", "Rock"), "Rap", List.of("Hip-Hop")));

  @Test
  void theProductIsTheNormalisedGeometricMeanOfWholeDistributions() {
    Verdict.Decided verdict =
        decided(pair(ALL, ALL), wide(0.1, 0.4, 0.2, 0.2, 0.1), wide(0.1, 0.1, 0.6, 0.1, 0.1));
    double sum = 0.1 + 0.2 + Math.sqrt(0.12) + Math.sqrt(0.02) + 0.1;
    assertThat(verdict.genre()).isEqualTo("Pop");
    assertThat(verdict.rule()).isEqualTo("product");
    assertThat(verdict.confidence()).isEqualTo(Math.sqrt(0.12) / sum, EXACT);
    assertThat(verdict.genres().values().stream().mapToDouble(v -> v).sum()).isEqualTo(1, EXACT);
  }

  @Test
  void aGenreThatAModelDoesNotKnowGetsItsFactorFromThoseWhoKnowIt() {
    VotingStage plain = VotingStage.of(GenreMap.of(FEW, WIDE, Map.of()));
    Verdict.Decided verdict =
        decided(pair(ALL, plain), wide(0.5, 0.2, 0.1, 0.1, 0.1), few(0.8, 0.2));
    double sum = 0.5 + 0.4 + 0.1 + Math.sqrt(0.02) + 0.1;
    assertThat(verdict.genres().get("Electronic")).isEqualTo(0.5 / sum, EXACT);
    assertThat(verdict.genres().get("Hip-Hop")).isEqualTo(0.4 / sum, EXACT);
  }

  @Test
  void dubstepIsNoSureHipHopBecauseOneModelHasNoElectronic() {
    Verdict.Decided verdict =
        decided(pair(ALL, SOME), wide(0.9, 0.06, 0.02, 0.01, 0.01), few(0.86, 0.14));
    assertThat(verdict.genre()).isEqualTo("Electronic");
    assertThat(verdict.votes().get(1).genre()).isEqualTo("Hip-Hop");
    assertThat(verdict.votes().get(1).confidence()).isEqualTo(0.86 * 0.07, EXACT);
  }

  @Test
  void theOrderOfThoseWhoKnowMoreAndFewerMakesNoDifference() {
    StageResult first = few(0.86, 0.14);
    StageResult second = wide(0.9, 0.06, 0.02, 0.01, 0.01);
    Verdict.Decided verdict = decided(pair(SOME, ALL), first, second);
    assertThat(verdict.genre()).isEqualTo("Electronic");
    assertThat(verdict.votes().get(0).confidence()).isEqualTo(0.86 * 0.07, EXACT);
  }

  @Test
  void aloneItsProbabilitiesAreTakenAsTheyAre() {
    Verdict.Decided verdict = decided(top1(SOME), few(0.86, 0.14));
    assertThat(verdict.confidence()).isEqualTo(0.86, EXACT);
  }

  @Test
  void modelsThatDoNotNameTheTaxonomyAreTakenAsTheyAre() {
    VotingStage plain = VotingStage.of(GenreMap.of(FEW, WIDE, Map.of()));
    Verdict.Decided verdict =
        decided(pair(ALL, plain), wide(0.9, 0.06, 0.02, 0.01, 0.01), few(0.86, 0.14));
    assertThat(verdict.votes().get(1).confidence()).isEqualTo(0.86, EXACT);
  }

  @Test
  void oneGenreForSeveralIsSharedByTheOthersProportions() {
    Verdict.Decided verdict =
        decided(
            top1(ALL, VotingStage.of(SPLIT)),
            wide(0.1, 0.1, 0.6, 0.2, 0),
            scored(POP_ROCK, 0.8, 0.2));
    assertThat(verdict.votes().get(1).top()).containsEntry("Pop", 0.6);
    assertThat(verdict.votes().get(1).genre()).isEqualTo("Pop");
  }

  @Test
  void oneGenreForSeveralIsSharedEquallyWhereNoOtherHasVoted() {
    Verdict.Decided verdict = decided(top1(VotingStage.of(SPLIT)), scored(POP_ROCK, 0.9, 0.1));
    assertThat(verdict.votes().get(0).top()).containsEntry("Pop", 0.45).containsEntry("Rock", 0.45);
  }

  @Test
  void thePairAsksBothAndTellsWhichWouldHaveEndedTheVote() {
    StageResult first = wide(0.97, 0.01, 0.01, 0.005, 0.005);
    Voting voting = pair(ALL, ALL);
    assertThat(voting.verdict(List.of(first))).isEmpty();
    Verdict.Decided sure = decided(voting, first, wide(0.9, 0.1, 0, 0, 0));
    assertThat(sure.stage()).isEqualTo(1);
    assertThat(sure.votes()).hasSize(2);
    Verdict.Decided unsure = decided(voting, wide(0.9, 0.1, 0, 0, 0), first);
    assertThat(unsure.stage()).isEqualTo(2);
  }

  @Test
  void aStageThatFailedIsLeftOutOfTheProduct() {
    StageResult failed =
        new StageResult.Failed(
            "b", "m", "e", "h", "no memory", StageResult.Failed.Cause.MACHINE, 1);
    Verdict.Decided verdict = decided(pair(ALL, ALL), wide(0.1, 0.6, 0.1, 0.1, 0.1), failed);
    assertThat(verdict.confidence()).isEqualTo(0.6, EXACT);
  }

  private static Verdict.Decided decided(Voting voting, StageResult... results) {
    return (Verdict.Decided) voting.verdict(List.of(results)).orElseThrow();
  }

  private static Voting pair(VotingStage... stages) {
    Map<Integer, List<Double>> weights = Map.of(2, List.of(0.5, 0.5));
    return new Voting(
        new VoteRules(VoteConfig.Rule.PRODUCT, List.of(0.95, 0.90), weights, 0.60, true),
        WIDE,
        List.of(stages));
  }

  private static Voting top1(VotingStage... stages) {
    return new Voting(
        new VoteRules(VoteConfig.Rule.TOP1, List.of(0.95, 0.90), Map.of(), 0.60),
        WIDE,
        List.of(stages));
  }

  private static StageResult wide(double... p) {
    return scored(WIDE, p);
  }

  private static StageResult few(double... p) {
    return scored(FEW, p);
  }

  private static StageResult scored(GenreSet genres, double... p) {
    return new StageResult.Scored("s", "m", "e", "h", Scores.of(genres, p), null, 7);
  }
}
