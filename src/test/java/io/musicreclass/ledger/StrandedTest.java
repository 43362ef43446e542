package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Urgency;
import io.musicreclass.track.BatchSummary;
import io.musicreclass.track.ClassifiedTrack.Origin;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What could not be written when it was due, while the program goes on. */
class StrandedTest {
  @TempDir Path home;
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledger.open(home);
    ledger.queue().arrive(Songs.file("a.mp3"), Origin.INBOX);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private void sql(String sql) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + home.resolve("ledger.db"));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** From now on no file gets that state. */
  private void refuse(String state) throws SQLException {
    sql(
        "CREATE TRIGGER refuse BEFORE UPDATE OF state ON files WHEN new.state = '"
            + state
            + "' BEGIN SELECT RAISE(ABORT, 'refused'); END");
  }

  private void allow() throws SQLException {
    sql("DROP TRIGGER refuse");
  }

  @Test
  void aSongWhoseReleaseCouldNotBeWrittenIsClaimedAgainWithoutARestart() throws SQLException {
    Job job = ledger.queue().claim().orElseThrow();
    refuse("queued");
    assertThatThrownBy(() -> ledger.queue().release(job)).isInstanceOf(LedgerException.class);
    assertThatThrownBy(() -> ledger.queue().claim()).isInstanceOf(LedgerException.class);
    allow();
    assertThat(ledger.queue().claim().orElseThrow().path()).isEqualTo(job.path());
  }

  @Test
  void aSongWhoseVerdictCouldNotBeWrittenIsClassifiedAgain() throws SQLException {
    Job job = ledger.queue().claim().orElseThrow();
    Songs.identify(ledger, job, Songs.id(1));
    refuse("done");
    assertThatThrownBy(
            () -> ledger.completion().decide(job, Songs.voteDetails(job, Songs.id(1)), List.of()))
        .isInstanceOf(LedgerException.class);
    ledger.queue().release(job);
    allow();
    Songs.decideNext(ledger, Songs.id(1));
    assertThat(ledger.views().stats().files(FileState.DONE)).isEqualTo(1);
    assertThat(ledger.outbox().count()).isEqualTo(2);
  }

  @Test
  void aStrandedSongOfTwoCrashesKeepsNoOtherWaiting() throws SQLException {
    sql("UPDATE files SET crashes = 2");
    Job job = ledger.queue().claim().orElseThrow();
    ledger.queue().arrive(Songs.file("b.mp3"), Origin.INBOX);
    assertThat(ledger.queue().claim()).as("while it is held, it is heard alone").isEmpty();
    refuse("queued");
    assertThatThrownBy(() -> ledger.queue().release(job)).isInstanceOf(LedgerException.class);
    allow();
    assertThat(ledger.queue().claim().orElseThrow().path()).hasToString("/inbox/b.mp3");
  }

  @Test
  void aSongOfOneStageWhoseReleaseCouldNotBeWrittenWaitsForThatStageAgain() throws SQLException {
    ledger.completion().postpone(ledger.queue().claim().orElseThrow(), "mert");
    Job job = ledger.queue().claim("mert", Urgency.ANY).orElseThrow();
    refuse("queued");
    assertThatThrownBy(() -> ledger.queue().release(job)).isInstanceOf(LedgerException.class);
    allow();
    assertThat(ledger.queue().claim("mert", Urgency.ANY).orElseThrow().waitsFor())
        .isEqualTo("mert");
  }

  @Test
  void aSongOfAFolderThatIsAwayIsParkedLaterWhenThatCouldNotBeWritten() throws SQLException {
    Job job = ledger.queue().claim().orElseThrow();
    refuse("queued");
    assertThatThrownBy(() -> ledger.libraryQueue().park(job)).isInstanceOf(LedgerException.class);
    assertThatThrownBy(() -> ledger.queue().release(job)).isInstanceOf(LedgerException.class);
    allow();
    assertThat(ledger.queue().claim()).isPresent();
  }

  @Test
  void aClaimThatCouldNotBeWrittenHoldsNothing() throws SQLException {
    refuse("working");
    assertThatThrownBy(() -> ledger.queue().claim()).isInstanceOf(LedgerException.class);
    allow();
    Job job = ledger.queue().claim().orElseThrow();
    assertThat(ledger.queue().claim()).as("it is held by this one").isEmpty();
    ledger.queue().release(job);
  }

  @Test
  void aBatchEndsAlthoughItsClosingCouldNotBeWritten() throws SQLException {
    ledger.reviews().openBatch(Origin.REVOTE);
    sql("CREATE TRIGGER refuse BEFORE UPDATE ON batches BEGIN SELECT RAISE(ABORT, 'no'); END");
    sql("CREATE TRIGGER post BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END");
    assertThatThrownBy(() -> ledger.reviews().closeBatch(Origin.REVOTE, Songs.messages("1")))
        .isInstanceOf(LedgerException.class);
    allow();
    sql("DROP TRIGGER post");
    assertThat(ledger.reviews().endedBatches())
        .containsExactly(new BatchSummary(Origin.REVOTE, 0, 0, 0, 0, 0));
  }
}
