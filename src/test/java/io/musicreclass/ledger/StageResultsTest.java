package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.Scores;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageResultsTest {
  private static final TrackId ID = Songs.id(1);
  private static final StageResult ABSTAINED =
      new StageResult.Abstained("fma", "fma-model", "enc", "head", "the input is not finite", 12);

  @TempDir Path home;
  private Ledger ledger;

  @BeforeEach
  void identified() {
    ledger = Ledger.open(home);
    ledger.queue().arrive(Songs.file("a.mp3"), Origin.INBOX);
    Songs.identify(ledger, ledger.queue().claim().orElseThrow(), ID);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void scoresAndEmbeddingAreReadBackBitForBit() {
    StageResult.Scored scored = Songs.scored("fma", "head", 1 / 3.0);
    ledger.tracks().store(ID, scored);
    assertThat(ledger.tracks().results(ID)).containsExactly(scored);
  }

  @Test
  void whatWasAnalysedIsReadBack() {
    StageResult.Scored scored =
        new StageResult.Scored(
            "fma",
            "m",
            "e",
            "h",
            Scores.of(Songs.GENRES, 0, 0, 1),
            null,
            new AnalysedPart(61.5, 29.8, 2),
            5);
    ledger.tracks().store(ID, scored);
    assertThat(ledger.tracks().results(ID)).containsExactly(scored);
  }

  @Test
  void tagsAreReadBackWithoutAnEmbedding() {
    StageResult.Scored scored =
        new StageResult.Scored(
            "musicnn",
            "m",
            "e",
            "h",
            Scores.of(Songs.GENRES, 0, 0, 1),
            null,
            null,
            List.of(
                new MusicTag("female vocalists", MusicTag.Kind.VOICE, 1 / 3.0),
                new MusicTag("60s", MusicTag.Kind.ERA, 0.2)),
            5);
    ledger.tracks().store(ID, scored);
    assertThat(ledger.tracks().results(ID)).containsExactly(scored);
  }

  @Test
  void aStageWithoutEmbeddingKeepsNone() {
    StageResult.Scored scored =
        new StageResult.Scored("fma", "m", "e", "h", Scores.of(Songs.GENRES, 0, 0, 1), null, 5);
    ledger.tracks().store(ID, scored);
    assertThat(ledger.tracks().results(ID)).containsExactly(scored);
  }

  @Test
  void resultsComeInTheOrderTheyWereHeard() {
    ledger.tracks().store(ID, Songs.scored("fma", "head", 0.2));
    ledger.tracks().store(ID, Songs.scored("mert", "head", 0.3));
    assertThat(ledger.tracks().results(ID))
        .extracting(StageResult::stage)
        .containsExactly("fma", "mert");
  }

  @Test
  void theSameModelReplacesWhatItSaid() {
    ledger.tracks().store(ID, Songs.scored("fma", "head", 0.2));
    ledger.tracks().store(ID, Songs.scored("fma", "head", 0.7));
    assertThat(ledger.tracks().results(ID)).containsExactly(Songs.scored("fma", "head", 0.7));
  }

  @Test
  void anotherHeadStandsBesideTheFirst() {
    ledger.tracks().store(ID, Songs.scored("fma", "head", 0.2));
    ledger.tracks().store(ID, Songs.scored("fma", "new head", 0.7));
    assertThat(ledger.tracks().results(ID)).hasSize(2);
  }

  @Test
  void otherGenresOfTheSameModelReplaceWhatItSaid() {
    StageResult.Scored old = Songs.scored("fma", "head", 0.2);
    Scores renamed = Scores.of(GenreSet.of(List.of("Blues", "Hip Hop", "Jazz")), 0.1, 0.2, 0.7);
    StageResult.Scored now =
        new StageResult.Scored(
            old.stage(), old.model(), old.encoder(), old.head(), renamed, null, 1);
    ledger.tracks().store(ID, old);
    ledger.tracks().store(ID, now);
    assertThat(ledger.tracks().results(ID)).containsExactly(now);
  }

  @Test
  void anAbstentionIsKeptWithItsReason() {
    ledger.tracks().store(ID, ABSTAINED);
    assertThat(ledger.tracks().results(ID)).containsExactly(ABSTAINED);
  }

  @Test
  void anAbstentionGivesWayToScores() {
    ledger.tracks().store(ID, ABSTAINED);
    ledger.tracks().store(ID, Songs.scored("fma", "head", 0.2));
    assertThat(ledger.tracks().results(ID)).containsExactly(Songs.scored("fma", "head", 0.2));
  }

  @Test
  void resultsOfAnUnknownSongAreRefused() {
    assertThatThrownBy(() -> ledger.tracks().store(Songs.id(9), ABSTAINED))
        .isInstanceOf(IllegalStateException.class);
  }
}
