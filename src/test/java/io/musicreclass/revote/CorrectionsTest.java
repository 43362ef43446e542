package io.musicreclass.revote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.daemon.VoteFixture;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.testing.ManualClock;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrectionsTest {
  private static final TrackId SONG = VoteFixture.id(0);
  private static final TrackId UNKNOWN = VoteFixture.id(77);

  @TempDir private Path folder;
  private final ManualClock clock = new ManualClock();
  private Ledger ledger;
  private Corrections corrections;
  private int notifications;

  @BeforeEach
  void open() throws IOException {
    VoteFixture fixture = new VoteFixture(folder);
    fixture.storeSongs(1, true);
    ledger = Ledger.open(fixture.home());
    EventPolicy eventPolicy =
        new EventPolicy(ledger, ConfiguredSinks.offline(new Messages("test"), clock), clock);
    corrections =
        new Corrections(
            ledger, eventPolicy, VoteFixture.GENRES.names(), clock, () -> notifications++);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private ClassifiedTrack verdict() {
    return ledger.tracks().verdict(SONG).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hip-Hop", "hip hop", "HIP_HOP", "  hip-hop "})
  void aGenreOfTheVoteGetsItsCanonicalSpelling(String genre) {
    assertThat(corrections.knows(genre)).isTrue();
    ClassifiedTrack corrected = corrections.correct(SONG, genre).orElseThrow();
    assertThat(corrected.verdict().genre()).isEqualTo("Hip-Hop");
    assertThat(corrected.verdict().sure()).isTrue();
    assertThat(corrected.verdict().confidence()).isEqualTo(1);
    assertThat(corrected.at()).isEqualTo(clock.now);
    assertThat(verdict().verdict()).isEqualTo(corrected.verdict());
  }

  @Test
  void aGenreThatNoModelKnowsKeepsItsSpelling() {
    assertThat(corrections.knows("Zeuhl")).isFalse();
    corrections.correct(SONG, "Zeuhl");
    assertThat(verdict().verdict().genre()).isEqualTo("Zeuhl");
  }

  @Test
  void aCorrectionIsPublishedOnceWithTheOverruledVerdict() {
    String voted = verdict().verdict().genre();
    corrections.correct(SONG, "Zeuhl");
    corrections.correct(SONG, "Zeuhl");
    assertThat(notifications).isEqualTo(1);
    assertThat(VoteFixture.messages(ledger, "result"))
        .singleElement()
        .extracting(OutboxMessage::payload)
        .asString()
        .contains(
            "\"origin\":\"correction\"",
            "\"genre\":\"Zeuhl\",\"confidence\":1.0,\"sure\":true,",
            "\"rule\":\"person\"",
            "\"overruled\":{\"genre\":\"" + voted + "\"");
    assertThat(VoteFixture.messages(ledger, "event"))
        .singleElement()
        .extracting(OutboxMessage::payload)
        .asString()
        .contains("\"event_type\":\"changed\"", "\"origin\":\"correction\"");
  }

  @Test
  void aSecondCorrectionReplacesTheFirstAndNotTheVote() {
    ClassifiedTrack voted = verdict();
    corrections.correct(SONG, "Jazz");
    corrections.correct(SONG, "Rock");
    assertThat(verdict().verdict().genre()).isEqualTo("Rock");
    assertThat(verdict().voted()).isEqualTo(voted.verdict());
    assertThat(VoteFixture.messages(ledger, "result")).hasSize(2);
  }

  @Test
  void undoingACorrectionRestoresTheVoteAndIsPublished() {
    ClassifiedTrack voted = verdict();
    corrections.correct(SONG, "Zeuhl");
    ClassifiedTrack back = corrections.undo(SONG).orElseThrow();
    assertThat(back.verdict()).isEqualTo(voted.verdict());
    assertThat(back.origin()).isEqualTo(Origin.CORRECTION);
    assertThat(verdict()).isEqualTo(voted);
    List<OutboxMessage> published = VoteFixture.messages(ledger, "result");
    assertThat(published).hasSize(2);
    assertThat(published.get(1).payload())
        .contains("\"genre\":\"" + voted.verdict().genre() + "\"")
        .doesNotContain("overruled");
  }

  @Test
  void withoutACorrectionUndoDoesNothing() {
    ClassifiedTrack voted = verdict();
    assertThat(corrections.undo(SONG)).contains(voted);
    assertThat(ledger.outbox().count()).isZero();
    assertThat(notifications).isZero();
  }

  @Test
  void anUnknownSongIsNotCorrected() {
    assertThat(corrections.correct(UNKNOWN, "Jazz")).isEmpty();
    assertThat(corrections.undo(UNKNOWN)).isEmpty();
    assertThat(ledger.outbox().count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "Drum\nBass", "Jazz\u0000"})
  void anInvalidGenreNameIsRefused(String genre) {
    assertThatThrownBy(() -> corrections.correct(SONG, genre))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 64 characters");
    assertThat(verdict().overruled()).isNull();
  }

  @Test
  void aGenreHasSixtyFourCharactersAtMost() {
    String longest = "\uD83C\uDFB7".repeat(64); // saxophones, of two chars each
    corrections.correct(SONG, longest);
    assertThat(verdict().verdict().genre()).isEqualTo(longest);
    assertThatThrownBy(() -> corrections.correct(SONG, "x".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
