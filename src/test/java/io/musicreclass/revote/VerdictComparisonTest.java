package io.musicreclass.revote;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.daemon.VoteFixture;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictComparisonTest {
  private final VerdictComparison comparison =
      new VerdictComparison(List.of("Hip-Hop", "Jazz", "Rock"));

  private static ClassifiedTrack voted(String genre) {
    Verdict.Decided verdict =
        new Verdict.Decided(genre, 0.7, true, 1, "top1", Map.of(genre, 0.7), List.of());
    return new ClassifiedTrack(
        VoteFixture.id(1),
        Path.of("/a.mp3"),
        Origin.LIBRARY,
        verdict,
        200,
        60,
        300,
        VoteFixture.AT);
  }

  private RevoteForecast.Accuracy tagged(String tag) {
    comparison.decided(voted("Rock"), voted("Jazz"), tag);
    return comparison.forecast().tagged();
  }

  @Test
  void aTaggedGenreThatTheVoteKnowsIsAReference() {
    assertThat(tagged("jazz")).isEqualTo(new RevoteForecast.Accuracy(1, 0, 1));
    assertThat(tagged("ROCK")).isEqualTo(new RevoteForecast.Accuracy(2, 1, 1));
    assertThat(tagged("hip hop")).isEqualTo(new RevoteForecast.Accuracy(3, 1, 1));
    assertThat(comparison.forecast().accuracy()).isEqualTo(new RevoteForecast.Accuracy(0, 0, 0));
  }

  @Test
  void oneMatchAmongSeveralTaggedGenresIsEnough() {
    assertThat(tagged("Indie; Rock / Jazz")).isEqualTo(new RevoteForecast.Accuracy(1, 1, 1));
  }

  @Test
  void missingTagsAndUnknownGenresAreNoReference() {
    assertThat(tagged("")).isEqualTo(new RevoteForecast.Accuracy(0, 0, 0));
    assertThat(tagged("Shoegaze")).isEqualTo(new RevoteForecast.Accuracy(0, 0, 0));
  }

  @Test
  void aPersonsCorrectionCountsInsteadOfTheTag() {
    ClassifiedTrack corrected = voted("Rock").corrected("Jazz", VoteFixture.AT);
    comparison.decided(
        corrected, corrected.revoted(voted("Jazz").verdict(), VoteFixture.AT), "Rock");
    assertThat(comparison.forecast().accuracy()).isEqualTo(new RevoteForecast.Accuracy(1, 0, 1));
    assertThat(comparison.forecast().tagged()).isEqualTo(new RevoteForecast.Accuracy(0, 0, 0));
  }
}
