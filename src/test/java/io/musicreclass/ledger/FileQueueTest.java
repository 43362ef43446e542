package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.Arrived;
import io.musicreclass.ledger.rows.FileRow;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.SongFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileQueueTest {
  private static final SongFile A = Songs.file("a.mp3");
  private static final SongFile B = Songs.file("b.mp3");
  private static final SongFile C = Songs.file("c.mp3");

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

  private static SongFile changed(SongFile file) {
    return new SongFile(file.path(), file.inode(), file.size() + 1, file.mtime());
  }

  private Path claimed() {
    return ledger.queue().claim().orElseThrow().path();
  }

  /** What a crash leaves: the lock is gone, the jobs are held. */
  private void crash() {
    List<Path> held =
        ledger.views().history(HistoryFilter.in(FileState.WORKING), Long.MAX_VALUE, 100).stream()
            .map(TrackRow::path)
            .toList();
    ledger.close();
    try (SqlSession session = Songs.writer(home)) {
      held.forEach(
          path ->
              session.update(
                  "UPDATE files SET state = 'working' WHERE path = ?", SongFile.bytes(path)));
    }
    ledger = Ledger.open(home);
  }

  @Test
  void aNewFileIsQueued() {
    assertThat(ledger.queue().arrive(A, Origin.INBOX)).isEqualTo(Arrived.QUEUED);
    assertThat(ledger.views().waiting(Integer.MAX_VALUE)).isEqualTo(1);
  }

  @Test
  void aQueuedFileWaits() {
    ledger.queue().arrive(A, Origin.INBOX);
    assertThat(ledger.queue().arrive(A, Origin.INBOX)).isEqualTo(Arrived.WAITING);
    assertThat(ledger.views().waiting(Integer.MAX_VALUE)).isEqualTo(1);
  }

  @Test
  void aFileThatChangedInTheQueueIsHandedOutAsItIsNow() {
    ledger.queue().arrive(A, Origin.INBOX);
    assertThat(ledger.queue().arrive(changed(A), Origin.INBOX)).isEqualTo(Arrived.WAITING);
    assertThat(ledger.queue().claim().orElseThrow().file()).isEqualTo(changed(A));
  }

  @Test
  void aDecidedFileIsKnown() {
    ledger.queue().arrive(A, Origin.INBOX);
    Songs.decideNext(ledger, Songs.id(1));
    assertThat(ledger.queue().arrive(A, Origin.INBOX)).isEqualTo(Arrived.KNOWN);
    assertThat(ledger.queue().claim()).isEmpty();
  }

  @Test
  void aFailedFileIsKnown() {
    ledger.queue().arrive(A, Origin.INBOX);
    Job job = ledger.queue().claim().orElseThrow();
    ledger.completion().fail(job, new FailureReason("no audio", "none", false), List.of());
    assertThat(ledger.queue().arrive(A, Origin.INBOX)).isEqualTo(Arrived.KNOWN);
  }

  @Test
  void aDecidedFileThatChangedIsQueued() {
    ledger.queue().arrive(A, Origin.INBOX);
    Songs.decideNext(ledger, Songs.id(1));
    assertThat(ledger.queue().arrive(changed(A), Origin.INBOX)).isEqualTo(Arrived.QUEUED);
  }

  @Test
  void aFileThatChangedWhileItWasHeardIsQueuedOnceItsVerdictIsThere() {
    ledger.queue().arrive(A, Origin.INBOX);
    Job job = ledger.queue().claim().orElseThrow();
    assertThat(ledger.queue().arrive(changed(A), Origin.INBOX)).isEqualTo(Arrived.WAITING);
    Songs.identify(ledger, job, Songs.id(1));
    ledger.completion().decide(job, Songs.voteDetails(job, Songs.id(1)), List.of());
    assertThat(ledger.queue().claim().orElseThrow().file()).isEqualTo(changed(A));
  }

  @Test
  void aFileThatCameBackWhileItWasMissedIsNotForgotten() {
    ledger.queue().arrive(A, Origin.INBOX);
    Job job = ledger.queue().claim().orElseThrow();
    ledger.queue().arrive(changed(A), Origin.INBOX);
    ledger.completion().forget(job);
    assertThat(ledger.queue().claim().orElseThrow().file()).isEqualTo(changed(A));
  }

  @Test
  void theInboxGoesBeforeTheLibraryAndTheOldestFirst() {
    ledger.queue().arrive(A, Origin.LIBRARY);
    ledger.queue().arrive(B, Origin.INBOX);
    ledger.queue().arrive(C, Origin.INBOX);
    assertThat(List.of(claimed(), claimed(), claimed()))
        .containsExactly(B.path(), C.path(), A.path());
  }

  @Test
  void anEmptyQueueHasNoJob() {
    assertThat(ledger.queue().claim()).isEmpty();
  }

  @Test
  void aReleasedJobIsNextAgainAndItsAttemptIsCounted() {
    ledger.queue().arriveAll(List.of(A, B), Origin.INBOX);
    ledger.queue().release(ledger.queue().claim().orElseThrow());
    Job again = ledger.queue().claim().orElseThrow();
    assertThat(again.path()).isEqualTo(A.path());
    assertThat(again.attempts()).isEqualTo(2);
  }

  @Test
  void aLateReleaseDoesNotTakeTheJobFromItsNextHolder() {
    ledger.queue().arrive(A, Origin.INBOX);
    Job first = ledger.queue().claim().orElseThrow();
    ledger.queue().release(first);
    ledger.queue().claim();
    ledger.queue().release(first);
    assertThat(ledger.queue().claim()).isEmpty();
  }

  @Test
  void aJobHeldWhenTheLedgerIsClosedIsQueuedWithoutBlame() {
    ledger.queue().arrive(A, Origin.INBOX);
    ledger.queue().claim();
    ledger.close();
    ledger = Ledger.open(home);
    FileRow row = ledger.views().file(A.path()).orElseThrow();
    assertThat(row.state()).isEqualTo(FileState.QUEUED);
    assertThat(row.crashes()).isZero();
  }

  @Test
  void aFileHeldAtACrashWaitsBehindTheOthers() {
    ledger.queue().arriveAll(List.of(A, B), Origin.INBOX);
    ledger.queue().claim();
    crash();
    Job other = ledger.queue().claim().orElseThrow();
    assertThat(other.path()).isEqualTo(B.path());
    assertThat(ledger.queue().claim()).as("the suspect is tried alone").isEmpty();
    ledger.completion().forget(other);
    assertThat(claimed()).isEqualTo(A.path());
  }

  @Test
  void aFileThatWaitedForAnotherMachineAtACrashIsNoSuspect() {
    ledger.queue().arriveAll(List.of(A, B, C), Origin.INBOX);
    Job processed = ledger.queue().claim().orElseThrow();
    Job remote = ledger.queue().claim().orElseThrow();
    crash();
    ledger.acquitAllBut(Set.of(processed.row()));
    assertThat(crashes(processed)).isOne();
    assertThat(crashes(remote)).isZero();
  }

  @Test
  void withoutNotesEveryFileHeldAtACrashIsASuspect() {
    ledger.queue().arriveAll(List.of(A, B), Origin.INBOX);
    Job first = ledger.queue().claim().orElseThrow();
    Job second = ledger.queue().claim().orElseThrow();
    crash();
    ledger.acquitAllBut(Set.of());
    assertThat(crashes(first)).isOne();
    assertThat(crashes(second)).isOne();
  }

  private int crashes(Job job) {
    return ledger.views().file(job.path()).orElseThrow().crashes();
  }

  @Test
  void filesHeldAtACrashAreTriedAloneOneAfterTheOther() {
    ledger.queue().arriveAll(List.of(A, B), Origin.INBOX);
    ledger.queue().claim();
    ledger.queue().claim();
    crash();
    Job alone = ledger.queue().claim().orElseThrow();
    assertThat(ledger.queue().claim()).isEmpty();
    crash();
    Job other = ledger.queue().claim().orElseThrow();
    assertThat(other.path()).as("the one held once").isNotEqualTo(alone.path());
    assertThat(ledger.queue().claim()).isEmpty();
    ledger.completion().fail(other, new FailureReason("no audio", "none", false), List.of());
    assertThat(claimed()).isEqualTo(alone.path());
  }

  @Test
  void aSuspectOfTheInboxDoesNotWaitForTheWholeLibrary() {
    ledger.queue().arriveAll(List.of(B, C), Origin.LIBRARY);
    ledger.queue().arrive(A, Origin.INBOX);
    ledger.queue().claim();
    crash();
    ledger.queue().arrive(changed(C), Origin.LIBRARY);
    Job suspect = ledger.queue().claim().orElseThrow();
    assertThat(suspect.path()).isEqualTo(A.path());
    ledger.completion().suspect(suspect, "", Instant.now().plusSeconds(60));
    Job library = ledger.queue().claim().orElseThrow();
    assertThat(library.origin()).as("while the suspect has to wait").isEqualTo(Origin.LIBRARY);
    ledger.completion().retryLater(library, "", Instant.EPOCH);
    ledger.close();
    ledger = Ledger.open(home); // the suspect does not wait any more
    ledger.queue().arrive(Songs.file("d.mp3"), Origin.INBOX);
    Job inbox = ledger.queue().claim().orElseThrow();
    assertThat(inbox.path()).as("others of the inbox first").hasToString("/inbox/d.mp3");
    assertThat(ledger.queue().claim()).as("no song of the library before it").isEmpty();
    ledger.completion().forget(inbox);
    assertThat(claimed()).isEqualTo(A.path());
  }

  @Test
  void aSuspectHasTwoTrialsAndARetryOrAChangeGivesItAllOfThem() {
    ledger.queue().arrive(A, Origin.INBOX);
    assertThat(ledger.completion().suspect(claim(), "", Instant.EPOCH)).isTrue();
    assertThat(ledger.completion().suspect(claim(), "", Instant.EPOCH)).isTrue();
    ledger.completion().postponeSuspect(claim(), "", Instant.EPOCH);
    Job last = claim();
    assertThat(ledger.completion().suspect(last, "", Instant.EPOCH)).isFalse();
    ledger
        .completion()
        .fail(last, FailureReason.poison(FailureReason.Harm.HANG, "decoding it"), List.of());
    assertThat(ledger.queue().arrive(A, Origin.INBOX)).isEqualTo(Arrived.KNOWN);
    assertThat(ledger.reviews().retry(List.of(A.path())).queued()).isEqualTo(1);
    Job again = claim();
    assertThat(again.isSuspect()).isFalse();
    assertThat(ledger.completion().suspect(again, "", Instant.EPOCH)).isTrue();
    ledger.queue().arrive(changed(A), Origin.INBOX);
    assertThat(claim().isSuspect()).isFalse();
  }

  private Job claim() {
    return ledger.queue().claim().orElseThrow();
  }

  @Test
  void aSuspectWaitsForTheJobsThatAreOut() {
    ledger.queue().arrive(A, Origin.INBOX);
    for (int i = 0; i < 2; i++) {
      ledger.queue().claim();
      crash();
    }
    ledger.queue().arrive(B, Origin.INBOX);
    Job other = ledger.queue().claim().orElseThrow();
    assertThat(other.path()).isEqualTo(B.path());
    assertThat(ledger.queue().claim()).isEmpty();
    ledger.queue().release(other);
    ledger.completion().forget(ledger.queue().claim().orElseThrow());
    assertThat(claimed()).isEqualTo(A.path());
  }

  @Test
  void aChangedFileHasAllItsLivesAgain() {
    ledger.queue().arrive(A, Origin.INBOX);
    for (int i = 0; i < 3; i++) {
      ledger.queue().claim();
      crash();
    }
    ledger.queue().arrive(changed(A), Origin.INBOX);
    assertThat(ledger.queue().poisoned()).isEmpty();
    assertThat(claimed()).isEqualTo(A.path());
  }

  @Test
  void noFileIsHandedToTwoWorkers() throws Exception {
    ledger
        .queue()
        .arriveAll(
            IntStream.range(0, 200).mapToObj(i -> Songs.file(i + ".mp3")).toList(), Origin.INBOX);
    Callable<Set<Path>> worker =
        () -> {
          Set<Path> mine = new HashSet<>();
          for (Optional<Job> job = ledger.queue().claim();
              job.isPresent();
              job = ledger.queue().claim()) {
            mine.add(job.get().path());
          }
          return mine;
        };
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      int claims = 0;
      for (Future<Set<Path>> mine : pool.invokeAll(List.of(worker, worker, worker))) {
        claims += mine.get().size();
      }
      assertThat(claims).isEqualTo(200);
      assertThat(ledger.queue().claim()).isEmpty();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void namesMayHoldAnyBytes() {
    byte[] name = "/inbox/a\nb 'c' \"d\"\u0001".getBytes(StandardCharsets.UTF_8);
    byte[] odd = Arrays.copyOf(name, name.length + 2);
    odd[name.length] = (byte) 0xff;
    odd[name.length + 1] = (byte) 0xfe;
    SongFile file = new SongFile(SongFile.path(odd), 1, 2, 3);
    ledger.queue().arrive(file, Origin.INBOX);
    assertThat(SongFile.bytes(ledger.queue().claim().orElseThrow().path())).isEqualTo(odd);
    assertThat(ledger.views().file(file.path()).orElseThrow().file()).isEqualTo(file);
  }
}
