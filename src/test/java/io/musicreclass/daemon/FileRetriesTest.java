package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Eventually;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be examined: their names are longer than the system allows. */
class FileRetriesTest {
  private static final Duration SOON = Duration.ofMillis(20);

  @TempDir Path temp;
  private final Problems problems = new Problems();
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledger.open(temp.resolve("var"));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  /** A path that cannot be examined, for another reason than its absence. */
  private Path unreachable() {
    return temp.resolve("x".repeat(300) + ".mp3");
  }

  private Attempt attempt(Job job) {
    EventPolicy eventPolicy =
        new EventPolicy(
            ledger,
            ConfiguredSinks.offline(new Messages("test"), Clock.systemUTC()),
            Clock.systemUTC());
    return new Attempt(job, ledger, eventPolicy, path -> false);
  }

  @Test
  void aFileThatCannotBeExaminedIsNotTakenForAMissingOne() {
    ledger.queue().arrive(new SongFile(unreachable(), 1, 1, 1), Origin.INBOX);
    try (Attempt attempt = attempt(ledger.queue().claim().orElseThrow())) {
      assertThatThrownBy(attempt::fileChanged)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("too long");
    }
  }

  @Test
  void aMissingFileHasChanged() throws IOException {
    ledger.queue().arrive(new SongFile(temp.resolve("gone.mp3"), 1, 1, 1), Origin.INBOX);
    try (Attempt attempt = attempt(ledger.queue().claim().orElseThrow())) {
      assertThat(attempt.fileChanged()).isTrue();
    }
  }

  @Test
  void anUnreadableFileIsRetriedAndReportedFromTheSecondFailureOn() throws Exception {
    Path song = Files.writeString(temp.resolve("a.mp3"), "content");
    ledger.queue().arrive(SongFile.stat(song), Origin.INBOX);
    try (FileRetries retries =
        new FileRetries(
            ledger, problems.source(), SOON, () -> {}, Duration.ZERO, Clock.systemUTC())) {
      Job job = ledger.queue().claim().orElseThrow();
      retries.later(job, "Input/output error");
      assertThat(problems.current()).isEmpty();
      Eventually.holds("it is queued again", () -> ledger.views().waiting(1) == 1);
      job = ledger.queue().claim().orElseThrow();
      retries.later(job, "Input/output error");
      assertThat(problems.current()).singleElement().asString().contains("Input/output error");
      Eventually.holds("it is queued a second time", () -> ledger.views().waiting(1) == 1);
      retries.ended(ledger.queue().claim().orElseThrow());
      assertThat(problems.current()).isEmpty();
    }
  }

  @Test
  void anUnreadableFileWaitsForItsRetryAndARestartRetriesItAtOnce() throws Exception {
    Path song = Files.writeString(temp.resolve("a.mp3"), "content");
    ledger.queue().arrive(SongFile.stat(song), Origin.INBOX);
    try (FileRetries retries =
        new FileRetries(
            ledger,
            problems.source(),
            Duration.ofHours(1),
            () -> {},
            Duration.ZERO,
            Clock.systemUTC())) {
      retries.later(ledger.queue().claim().orElseThrow(), "Stale file handle");
      assertThat(ledger.queue().claim()).isEmpty();
      assertThat(ledger.views().file(song).orElseThrow().state()).isEqualTo(FileState.QUEUED);
    }
    ledger.libraryQueue().retainOnly(java.util.List.of());
    assertThat(ledger.queue().claim()).as("as a start does").isPresent();
  }
}
