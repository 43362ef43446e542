package io.musicreclass.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerCheckTest {
  @TempDir private Path folder;
  private WorkFixture work;

  @BeforeEach
  void models() throws IOException {
    work = new WorkFixture(folder);
  }

  private Answer right() {
    return work.answer(work.offer(work.song()));
  }

  private Answer with(List<Answer.Result> results) {
    Answer a = right();
    return new Answer(a.lease(), a.nonce(), a.session(), a.worker(), a.song(), results, "");
  }

  /** The right answer with another first result. */
  private Answer first(UnaryOperator<Answer.Result> change) {
    List<Answer.Result> results = new ArrayList<>(right().results());
    results.set(0, change.apply(results.get(0)));
    return with(results);
  }

  private static Answer.Result result(
      Answer.Result r, List<String> genres, List<Double> scores, String embedding) {
    return new Answer.Result(
        r.encoder(), r.head(), genres, scores, embedding, r.part(), r.reason(), r.ms());
  }

  private void assertRefused(Answer answer, String reason) {
    assertThatThrownBy(() -> AnswerCheck.results(answer, work.song()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void theRightAnswerGivesTheResultsAsIfTheyWereComputedHere() {
    assertThat(AnswerCheck.results(right(), work.song()))
        .isEqualTo(work.stages.stream().<StageResult>map(WorkFixture::scored).toList());
    assertThat(AnswerCheck.results(with(right().results().subList(0, 1)), work.song()))
        .as("a worker without the second stage")
        .hasSize(1);
  }

  @Test
  void anAbstentionIsTakenWithItsReason() {
    Answer answer =
        first(
            r ->
                new Answer.Result(
                    r.encoder(), r.head(), List.of(), List.of(), "", r.part(), "silence", 4));
    assertThat(AnswerCheck.results(answer, work.song()).get(0))
        .isEqualTo(
            new StageResult.Abstained(
                "mert",
                "two",
                work.stages.get(0).model().encoderHash(),
                work.stages.get(0).model().headHash(),
                "silence",
                4));
  }

  @Test
  void resultsOfOtherModelsAreRefused() {
    String other = "0".repeat(64);
    assertRefused(
        first(
            r ->
                new Answer.Result(
                    other, r.head(), r.genres(), r.scores(), r.embedding(), r.part(), "", 1)),
        "no result of stage mert");
    assertRefused(
        first(
            r ->
                new Answer.Result(
                    r.encoder(), other, r.genres(), r.scores(), r.embedding(), r.part(), "", 1)),
        "no result of stage mert");
    assertRefused(with(List.of()), "no result of stage mert");
    List<Answer.Result> twice = new ArrayList<>(right().results());
    twice.add(twice.get(0));
    assertRefused(with(twice), "several results");
  }

  @Test
  void otherGenresWidthsAndNumbersThatAreNotFiniteAreRefused() {
    String wide = AnswerCheck.text(Embedding.of(new float[3]));
    String notFinite = AnswerCheck.text(Embedding.of(new float[] {1, Float.NaN}));
    assertRefused(
        first(r -> result(r, List.of("Rock", "Jazz"), r.scores(), r.embedding())), "other genres");
    assertRefused(first(r -> result(r, r.genres(), List.of(1.0), r.embedding())), "scores");
    assertRefused(first(r -> result(r, r.genres(), r.scores(), wide)), "another width");
    assertRefused(first(r -> result(r, r.genres(), r.scores(), "")), "another width");
    assertRefused(first(r -> result(r, r.genres(), r.scores(), notFinite)), "not finite");
    assertRefused(first(r -> result(r, r.genres(), r.scores(), "AAA=")), "half a number");
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.1, 0.9}) {
      assertRefused(
          first(r -> result(r, r.genres(), List.of(bad, 0.25), r.embedding())), "distribution");
    }
    assertRefused(
        first(
            r ->
                new Answer.Result(
                    r.encoder(),
                    r.head(),
                    r.genres(),
                    r.scores(),
                    r.embedding(),
                    Optional.of(new AnalysedPart(Double.NaN, 1, 0)),
                    "",
                    1)),
        "impossible part");
  }

  @Test
  void anotherSongOrNoneIsRefused() {
    TrackId asked = new TrackId("sha256:" + "00".repeat(32));
    assertThatThrownBy(
            () ->
                AnswerCheck.results(right(), new WorkFixture.Song(work.stages, Optional.of(asked))))
        .hasMessageContaining("another song");
    assertThat(
            AnswerCheck.results(
                right(), new WorkFixture.Song(work.stages, Optional.of(WorkFixture.ID))))
        .hasSize(2);
    Answer a = right();
    assertRefused(
        new Answer(
            a.lease(), a.nonce(), a.session(), a.worker(), Optional.empty(), a.results(), ""),
        "no facts");
  }
}
