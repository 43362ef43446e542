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
    return ledger.claim().orElseThrow().path();
  }

  /** What a crash leaves: the lock is gone, the jobs are held. */
  private void crash() {
    List<Path> held =
        ledger.tracks(HistoryFilter.in(FileState.WORKING), Long.MAX_VALUE, 100).stream()
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
    assertThat(ledger.arrive(A, Origin.INBOX)).isEqualTo(Arrived.QUEUED);
    assertThat(ledger.waiting(Integer.MAX_VALUE)).isEqualTo(1);
  }

  @Test
  void aQueuedFileWaits() {
    ledger.arrive(A, Origin.INBOX);
    assertThat(ledger.arrive(A, Origin.INBOX)).isEqualTo(Arrived.WAITING);
    assertThat(ledger.waiting(Integer.MAX_VALUE)).isEqualTo(1);
  }

  @Test
  void aFileThatChangedInTheQueueIsHandedOutAsItIsNow() {
    ledger.arrive(A, Origin.INBOX);
    assertThat(ledger.arrive(changed(A), Origin.INBOX)).isEqualTo(Arrived.WAITING);
    assertThat(ledger.claim().orElseThrow().file()).isEqualTo(changed(A));
  }

  @Test
  void aDecidedFileIsKnown() {
    ledger.arrive(A, Origin.INBOX);
    Songs.decideNext(ledger, Songs.id(1));
    assertThat(ledger.arrive(A, Origin.INBOX)).isEqualTo(Arrived.KNOWN);
    assertThat(ledger.claim()).isEmpty();
  }

  @Test
  void aFailedFileIsKnown() {
    ledger.arrive(A, Origin.INBOX);
    Job job = ledger.claim().orElseThrow();
    ledger.fail(job, new FailureReason("no audio", "none", false), List.of());
    assertThat(ledger.arrive(A, Origin.INBOX)).isEqualTo(Arrived.KNOWN);
  }

  @Test
  void aDecidedFileThatChangedIsQueued() {
    ledger.arrive(A, Origin.INBOX);
    Songs.decideNext(ledger, Songs.id(1));
    assertThat(ledger.arrive(changed(A), Origin.INBOX)).isEqualTo(Arrived.QUEUED);
  }

  @Test
  void aFileThatChangedWhileItWasHeardIsQueuedOnceItsVerdictIsThere() {
    ledger.arrive(A, Origin.INBOX);
    Job job = ledger.claim().orElseThrow();
    assertThat(ledger.arrive(changed(A), Origin.INBOX)).isEqualTo(Arrived.WAITING);
    Songs.identify(ledger, job, Songs.id(1));
    ledger.decide(job, Songs.receipt(job, Songs.id(1)), List.of());
    assertThat(ledger.claim().orElseThrow().file()).isEqualTo(changed(A));
  }

  @Test
  void aFileThatCameBackWhileItWasMissedIsNotForgotten() {
    ledger.arrive(A, Origin.INBOX);
    Job job = ledger.claim().orElseThrow();
    ledger.arrive(changed(A), Origin.INBOX);
    ledger.forget(job);
    assertThat(ledger.claim().orElseThrow().file()).isEqualTo(changed(A));
  }

  @Test
  void theInboxGoesBeforeTheLibraryAndTheOldestFirst() {
    ledger.arrive(A, Origin.LIBRARY);
    ledger.arrive(B, Origin.INBOX);
    ledger.arrive(C, Origin.INBOX);
    assertThat(List.of(claimed(), claimed(), claimed()))
        .containsExactly(B.path(), C.path(), A.path());
  }

  @Test
  void anEmptyQueueHasNoJob() {
    assertThat(ledger.claim()).isEmpty();
  }

  @Test
  void aReleasedJobIsNextAgainAndItsAttemptIsCounted() {
    ledger.arriveAll(List.of(A, B), Origin.INBOX);
    ledger.release(ledger.claim().orElseThrow());
    Job again = ledger.claim().orElseThrow();
    assertThat(again.path()).isEqualTo(A.path());
    assertThat(again.attempts()).isEqualTo(2);
  }

  @Test
  void aLateReleaseDoesNotTakeTheJobFromItsNextHolder() {
    ledger.arrive(A, Origin.INBOX);
    Job first = ledger.claim().orElseThrow();
    ledger.release(first);
    ledger.claim();
    ledger.release(first);
    assertThat(ledger.claim()).isEmpty();
  }

  @Test
  void aJobHeldWhenTheLedgerIsClosedIsQueuedWithoutBlame() {
    ledger.arrive(A, Origin.INBOX);
    ledger.claim();
    ledger.close();
    ledger = Ledger.open(home);
    FileRow row = ledger.file(A.path()).orElseThrow();
    assertThat(row.state()).isEqualTo(FileState.QUEUED);
    assertThat(row.crashes()).isZero();
  }

  @Test
  void aFileHeldAtACrashWaitsBehindTheOthers() {
    ledger.arriveAll(List.of(A, B), Origin.INBOX);
    ledger.claim();
    crash();
    assertThat(List.of(claimed(), claimed())).containsExactly(B.path(), A.path());
  }

  @Test
  void aFileHeldAtTwoCrashesIsHeardAlone() {
    ledger.arriveAll(List.of(A, B), Origin.INBOX);
    for (int i = 0; i < 2; i++) {
      ledger.claim();
      ledger.claim();
      crash();
    }
    Job alone = ledger.claim().orElseThrow();
    assertThat(ledger.claim()).isEmpty();
    ledger.fail(alone, new FailureReason("no audio", "none", false), List.of());
    assertThat(ledger.claim()).isPresent();
  }

  @Test
  void aFileOnItsLastLifeWaitsForTheJobsThatAreOut() {
    ledger.arrive(A, Origin.INBOX);
    for (int i = 0; i < 2; i++) {
      ledger.claim();
      crash();
    }
    ledger.arrive(B, Origin.INBOX);
    Job other = ledger.claim().orElseThrow();
    assertThat(other.path()).isEqualTo(B.path());
    assertThat(ledger.claim()).isEmpty();
    ledger.release(other);
    ledger.forget(ledger.claim().orElseThrow());
    assertThat(claimed()).isEqualTo(A.path());
  }

  @Test
  void aChangedFileHasAllItsLivesAgain() {
    ledger.arrive(A, Origin.INBOX);
    for (int i = 0; i < 3; i++) {
      ledger.claim();
      crash();
    }
    ledger.arrive(changed(A), Origin.INBOX);
    assertThat(ledger.poisoned()).isEmpty();
    assertThat(claimed()).isEqualTo(A.path());
  }

  @Test
  void noFileIsHandedToTwoWorkers() throws Exception {
    ledger.arriveAll(
        IntStream.range(0, 200).mapToObj(i -> Songs.file(i + ".mp3")).toList(), Origin.INBOX);
    Callable<Set<Path>> worker =
        () -> {
          Set<Path> mine = new HashSet<>();
          for (Optional<Job> job = ledger.claim(); job.isPresent(); job = ledger.claim()) {
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
      assertThat(ledger.claim()).isEmpty();
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
    ledger.arrive(file, Origin.INBOX);
    assertThat(SongFile.bytes(ledger.claim().orElseThrow().path())).isEqualTo(odd);
    assertThat(ledger.file(file.path()).orElseThrow().file()).isEqualTo(file);
  }
}
