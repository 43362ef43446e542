package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.ledger.rows.Arrived;
import io.musicreclass.ledger.rows.FileRow;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.PendingMessage;
import io.musicreclass.ledger.rows.TrackView;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.OutboxMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobCompletionTest {
  @TempDir Path home;
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledger.open(home);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Job claimed(String name) {
    ledger.queue().arrive(Songs.file(name), Origin.INBOX);
    return ledger.queue().claim().orElseThrow();
  }

  @Test
  void aVerdictIsReadBackAsItWasGiven() {
    Job job = claimed("a.mp3");
    Songs.identify(ledger, job, Songs.id(1));
    ledger.completion().decide(job, Songs.voteDetails(job, Songs.id(1)), List.of());
    TrackView view = ledger.views().track(Songs.id(1)).orElseThrow();
    assertThat(view.voteDetails()).isEqualTo(Songs.voteDetails(job, Songs.id(1)));
    assertThat(view.paths()).containsExactly(job.path());
    assertThat(view.seconds()).isEqualTo(214.3);
  }

  @Test
  void lettersAreOwedInTheOrderOfWriting() {
    Job job = claimed("a.mp3");
    Songs.identify(ledger, job, Songs.id(1));
    ledger.completion().decide(job, Songs.voteDetails(job, Songs.id(1)), Songs.letters("1"));
    ledger
        .completion()
        .fail(claimed("b.mp3"), new FailureReason("no audio", "none", false), Songs.letters("2"));
    assertThat(ledger.outbox().pending("mqtt", 0, 10))
        .extracting(PendingMessage::message)
        .containsExactly(
            new OutboxMessage("result", "1", false),
            new OutboxMessage("last", "1", true),
            new OutboxMessage("result", "2", false),
            new OutboxMessage("last", "2", true));
  }

  @Test
  void deliveredLettersAreGoneAndTheirNumbersNotUsedAgain() {
    ledger
        .completion()
        .fail(claimed("a.mp3"), new FailureReason("no audio", "none", false), Songs.letters("1"));
    List<Long> all =
        ledger.outbox().pending("mqtt", 0, 10).stream().map(PendingMessage::id).toList();
    ledger.outbox().delivered(all);
    assertThat(ledger.outbox().count()).isZero();
    ledger
        .completion()
        .fail(claimed("b.mp3"), new FailureReason("no audio", "none", false), Songs.letters("2"));
    assertThat(ledger.outbox().pending("mqtt", all.get(1), 10)).hasSize(2);
  }

  @Test
  void lettersArePagedByNumber() {
    ledger
        .completion()
        .fail(claimed("a.mp3"), new FailureReason("no audio", "none", false), Songs.letters("1"));
    PendingMessage first = ledger.outbox().pending("mqtt", 0, 1).get(0);
    assertThat(ledger.outbox().pending("mqtt", first.id(), 10)).hasSize(1).doesNotContain(first);
  }

  @Test
  void aJobCannotBeEndedTwice() {
    Job job = claimed("a.mp3");
    ledger.completion().fail(job, new FailureReason("no audio", "none", false), List.of());
    assertThatThrownBy(() -> ledger.completion().completeUnchanged(job))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anEndThatFailsLeavesNeitherVerdictNorLetters() {
    Job job = claimed("a.mp3");
    Songs.identify(ledger, job, Songs.id(1));
    List<OutboxMessage> broken = new ArrayList<>(Songs.letters("1"));
    broken.add(null);
    assertThatThrownBy(
            () -> ledger.completion().decide(job, Songs.voteDetails(job, Songs.id(1)), broken))
        .isInstanceOf(NullPointerException.class);
    assertThat(ledger.outbox().count()).isZero();
    assertThat(ledger.views().file(job.path()).orElseThrow().state()).isEqualTo(FileState.WORKING);
    assertThat(ledger.views().stats().tracks()).isZero();
  }

  @Test
  void aFailureIsKeptWithReasonAndMend() {
    Job job = claimed("a.mp3");
    FailureReason why = new FailureReason("no audio in it", "drop a song", false);
    assertThat(ledger.completion().fail(job, why, List.of())).isTrue();
    FileRow row = ledger.views().file(job.path()).orElseThrow();
    assertThat(row.state()).isEqualTo(FileState.FAILED);
    assertThat(row.failure()).isEqualTo(why);
  }

  @Test
  void aFailureWorthAnotherTryIsQueuedWheneverItIsSeen() {
    ledger
        .completion()
        .fail(claimed("a.mp3"), new FailureReason("no permission", "chmod", true), List.of());
    assertThat(ledger.queue().arrive(Songs.file("a.mp3"), Origin.INBOX)).isEqualTo(Arrived.QUEUED);
  }

  @Test
  void theSameFailureOfTheSameFileIsNoNews() {
    FailureReason why = new FailureReason("no permission", "chmod", true);
    ledger.completion().fail(claimed("a.mp3"), why, Songs.letters("1"));
    assertThat(ledger.completion().fail(claimed("a.mp3"), why, Songs.letters("2"))).isFalse();
    assertThat(ledger.outbox().count()).isEqualTo(2);
  }

  @Test
  void anotherFailureOfTheSameFileIsNews() {
    ledger
        .completion()
        .fail(
            claimed("a.mp3"),
            new FailureReason("no permission", "chmod", true),
            Songs.letters("1"));
    FailureReason other = new FailureReason("no audio", "none", false);
    assertThat(ledger.completion().fail(claimed("a.mp3"), other, Songs.letters("2"))).isTrue();
    assertThat(ledger.outbox().count()).isEqualTo(4);
  }

  @Test
  void aForgottenFileIsNotKnown() {
    Job job = claimed("a.mp3");
    ledger.completion().forget(job);
    assertThat(ledger.views().file(job.path())).isEmpty();
  }
}
