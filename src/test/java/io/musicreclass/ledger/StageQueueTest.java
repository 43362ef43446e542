package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Urgency;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that wait for a later stage. */
class StageQueueTest {
  private static final SongFile A = Songs.file("a.mp3");
  private static final SongFile B = Songs.file("b.mp3");

  @TempDir Path home;
  private Ledger ledger;

  @BeforeEach
  void oneFileWaitsForMert() {
    ledger = Ledger.open(home);
    ledger.queue().arrive(A, Origin.INBOX);
    Job job = ledger.queue().claim().orElseThrow();
    Songs.identify(ledger, job, Songs.id(1));
    ledger.tracks().store(Songs.id(1), Songs.scored("fma", "head", 0.2));
    ledger.completion().postpone(job, "mert");
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aFileWaitsForItsStageAndForNoOther() {
    assertThat(ledger.queue().claim("", Urgency.ANY)).isEmpty();
    assertThat(ledger.queue().claim("jmla", Urgency.ANY)).isEmpty();
    assertThat(ledger.queue().claim("mert", Urgency.ANY))
        .get()
        .satisfies(
            job -> {
              assertThat(job.path()).isEqualTo(A.path());
              assertThat(job.waitsFor()).isEqualTo("mert");
            });
  }

  @Test
  void itStillWaitsForItAfterARestart() {
    ledger.close();
    ledger = Ledger.open(home);
    assertThat(ledger.views().waitingByStage()).isEqualTo(Map.of("mert", 1));
    assertThat(ledger.tracks().results(Songs.id(1))).hasSize(1);
  }

  @Test
  void filesAreCountedByTheStageTheyWaitFor() {
    ledger.queue().arrive(B, Origin.INBOX);
    assertThat(ledger.views().waitingByStage()).isEqualTo(Map.of("", 1, "mert", 1));
  }

  @Test
  void thoseOfTheInboxCanBeTakenAlone() {
    ledger.queue().arrive(B, Origin.LIBRARY);
    assertThat(ledger.queue().claim("", Urgency.INBOX)).isEmpty();
    assertThat(ledger.queue().claim("", Urgency.ANY))
        .get()
        .extracting(Job::path)
        .isEqualTo(B.path());
  }

  @Test
  void aStageThatIsGoneLetsItsFilesStartAnew() {
    ledger.queue().restart("mert");
    assertThat(ledger.queue().claim("", Urgency.INBOX))
        .get()
        .extracting(Job::path)
        .isEqualTo(A.path());
  }

  @Test
  void aFileThatChangedMeanwhileStartsAnew() {
    SongFile changed = new SongFile(A.path(), A.inode(), A.size() + 1, A.mtime());
    ledger.queue().arrive(changed, Origin.INBOX);
    assertThat(ledger.views().waitingByStage()).isEqualTo(Map.of("", 1));
  }

  @Test
  void aFileThatChangedWhileItWasHeardStartsAnewInsteadOfWaiting() {
    Job job = ledger.queue().claim("mert", Urgency.INBOX).orElseThrow();
    SongFile changed = new SongFile(A.path(), A.inode(), A.size() + 1, A.mtime());
    ledger.queue().arrive(changed, Origin.INBOX);
    ledger.completion().postpone(job, "jmla");
    assertThat(ledger.queue().claim("", Urgency.INBOX))
        .get()
        .extracting(Job::file)
        .isEqualTo(changed);
  }

  @Test
  void theEndOfAFileEndsItsWaiting() {
    Job job = ledger.queue().claim("mert", Urgency.INBOX).orElseThrow();
    Songs.identify(ledger, job, Songs.id(1));
    ledger.completion().decide(job, Songs.voteDetails(job, Songs.id(1)), Songs.messages("x"));
    assertThat(ledger.views().waitingByStage()).isEmpty();
  }
}
