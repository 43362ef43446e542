package io.musicreclass.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.config.VoteConfig;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Scores;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenreMapTest {
  private static final GenreSet OURS = GenreSet.of(List.of("Jazz", "Hip-Hop", "Rock"));
  private static final GenreSet THEIRS = GenreSet.of(List.of("hip hop", "Disco", "Metal", "Punk"));
  private static final GenreMap MAP =
      GenreMap.of(THEIRS, OURS, Map.of("metal", List.of("Rock"), "punk", List.of("rock")));

  @Test
  void equalNamesMapToThemselvesAndOthersByTheirLine() {
    assertThat(MAP.unmapped()).containsExactly("Disco");
    assertThat(MAP.translate(Scores.of(THEIRS, 0.7, 0.1, 0.2, 0), null))
        .hasValueSatisfying(p -> assertThat(p).containsExactly(0, 0.7, 0.2));
  }

  @Test
  void severalGenresOfAModelAddUpToOneOfTheVote() {
    assertThat(MAP.translate(Scores.of(THEIRS, 0.3, 0.1, 0.4, 0.2), null).orElseThrow()[2])
        .isEqualTo(0.6, within(1e-12));
  }

  @Test
  void aLineOverridesAnEqualName() {
    GenreMap map = GenreMap.of(THEIRS, OURS, Map.of("Hip-Hop", List.of("Jazz")));
    assertThat(map.translate(Scores.of(THEIRS, 1, 0, 0, 0), null).orElseThrow())
        .containsExactly(1, 0, 0);
  }

  @Test
  void probabilityWithoutACounterpartMakesNoGenreSurer() {
    Verdict.Decided verdict = voted(0.4, 0.35, 0.25, 0);
    assertThat(verdict.genre()).isEqualTo("Hip-Hop");
    assertThat(verdict.confidence()).isEqualTo(0.4, within(1e-12));
  }

  @Test
  void aFirstChoiceWithoutACounterpartIsAnAbstention() {
    assertThat(MAP.translate(Scores.of(THEIRS, 0.1, 0.6, 0.3, 0), null)).isEmpty();
    assertThat(voting().verdict(List.of(scored(0.1, 0.6, 0.3, 0))))
        .contains(
            new Verdict.Abstained("mert: its first choice has no counterpart in the genre map"));
  }

  @Test
  void aLineToAGenreThatTheVoteDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> GenreMap.of(THEIRS, OURS, Map.of("disco", List.of("Polka"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Polka");
  }

  private static Verdict.Decided voted(double... p) {
    return (Verdict.Decided) voting().verdict(List.of(scored(p))).orElseThrow();
  }

  private static Voting voting() {
    VoteRules rules = new VoteRules(VoteConfig.Rule.TOP1, List.of(0.95, 0.90), Map.of(), 0.60);
    return new Voting(rules, OURS, List.of(VotingStage.of(MAP)));
  }

  private static StageResult scored(double... p) {
    return new StageResult.Scored("mert", "m", "e", "h", Scores.of(THEIRS, p), null, 7);
  }
}
