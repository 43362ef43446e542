package io.musicreclass.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.db.RawSession;
import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.Arrived;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class LedgerTest {
  @TempDir Path home;

  private Path db() {
    return home.resolve("ledger.db");
  }

  private Connection raw() throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + db());
    return source.getConnection();
  }

  private void sql(String sql) throws SQLException {
    try (Connection connection = raw();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private long pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeQuery("PRAGMA " + name).getLong(1);
    }
  }

  @Test
  void theRevisionGrowsWithEachChangeAndOnlyThen() throws IOException {
    SongFile song = SongFile.stat(Files.createFile(home.resolve("song.wav")));
    try (Ledger ledger = Ledger.open(home)) {
      ledger.listAll();
      long before = ledger.revision();
      assertThat(ledger.views().stats().unfinished()).isZero();
      assertThat(ledger.listSome()).isZero();
      assertThat(ledger.revision()).isEqualTo(before);

      ledger.queue().arrive(song, Origin.INBOX);

      assertThat(ledger.revision()).isGreaterThan(before);
      assertThat(ledger.views().stats().unfinished()).isEqualTo(1);
    }
  }

  @Test
  void anEmptyFolderGetsALedgerOfTheNewestVersion() throws SQLException {
    Ledger.open(home).close();
    try (Connection connection = raw()) {
      assertThat(pragma(connection, "user_version")).isPositive();
    }
  }

  @Test
  void aLedgerOfTheFirstVersionIsRenewedWithAllItKnows() throws Exception {
    try (InputStream first = Ledger.class.getResourceAsStream("/ledger/001.sql")) {
      sql(new String(first.readAllBytes(), UTF_8));
    }
    sql("PRAGMA user_version = 1");
    sql(
        "INSERT INTO tracks VALUES (1, '"
            + Songs.id(1)
            + "', 3, 'mp3', 44100, 2, 0);"
            + "INSERT INTO verdicts VALUES (1, 1, 0, x'2f61', 'inbox', 'Jazz', 0.8, 1, 1, 'top1',"
            + " '{\"Jazz\":0.8}', '[]', 1, 2);"
            + "INSERT INTO files (path, inode, size, mtime, origin, state, seq, at)"
            + " VALUES (x'2f62', 1, 2, 3, 'inbox', 'queued', 2, 0)");
    try (Ledger ledger = Ledger.open(home)) {
      assertThat(ledger.tracks().verdict(Songs.id(1)).orElseThrow().verdict().genre())
          .isEqualTo("Jazz");
      assertThat(ledger.views().stats().sure()).isEqualTo(1);
      assertThat(ledger.queue().claim().orElseThrow().path()).hasToString("/b");
    }
  }

  @Test
  void songsThatFailedForASilentMiddleAreQueuedAgainBehindAllOthersAndTheRestIsLeft()
      throws SQLException, IOException {
    FormerLedger.create(
        home,
        13,
        sql ->
            sql.executeUpdate(
                "INSERT INTO files (path, inode, size, mtime, origin, state, seq, at, reason, mend) VALUES"
                    + " (x'2f61', 1, 2, 3, 'inbox', 'failed', 1, 0, 'no stage can judge it: fma: the part"
                    + " it listens to is digital silence', 'x'),"
                    + " (x'2f62', 1, 2, 3, 'inbox', 'failed', 2, 0, 'it is damaged', 'x')"));
    try (Ledger ledger = Ledger.open(home)) {
      Job job = ledger.queue().claim().orElseThrow();
      assertThat(job.path()).hasToString("/a");
      assertThat(job.origin()).isEqualTo(Origin.REVOTE);
      assertThat(ledger.queue().claim()).isEmpty();
    }
  }

  @Test
  void aFolderIsMadeWhateverItsName() {
    Path odd = home.resolve("a?b%20c #d/é");
    try (Ledger ledger = Ledger.open(odd)) {
      assertThat(ledger.views().waiting(Integer.MAX_VALUE)).isZero();
    }
    assertThat(odd.resolve("ledger.db")).exists();
  }

  @Test
  void aFolderBehindALinkIsTheSameFolder() throws IOException {
    Path link = Files.createSymbolicLink(home.resolve("link"), Files.createDirectory(dir()));
    try (Ledger ledger = Ledger.open(link)) {
      assertThat(ledger.views().waiting(Integer.MAX_VALUE)).isZero();
      assertThatThrownBy(() -> Ledger.open(dir())).isInstanceOf(LedgerException.class);
    }
  }

  private Path dir() {
    return home.resolve("dir");
  }

  @Test
  void whatIsKnownIsStillKnownAfterReopening() {
    try (Ledger ledger = Ledger.open(home)) {
      ledger.queue().arrive(Songs.file("a.mp3"), Origin.INBOX);
      Songs.decideNext(ledger, Songs.id(1));
    }
    try (Ledger ledger = Ledger.open(home)) {
      assertThat(ledger.queue().arrive(Songs.file("a.mp3"), Origin.INBOX)).isEqualTo(Arrived.KNOWN);
      assertThat(ledger.outbox().count()).isEqualTo(2);
    }
  }

  @Test
  void aSecondOwnerIsRefusedWithTheProcessAndTheMend() {
    try (Ledger ledger = Ledger.open(home)) {
      assertThatThrownBy(() -> Ledger.open(home))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining(home.toString())
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("reclass.home");
      assertThat(ledger.views().waiting(Integer.MAX_VALUE)).isZero();
    }
  }

  @Test
  void anotherProcessIsRefusedAlsoAfterThisOneTriedTwice() throws Exception {
    try (Ledger ledger = Ledger.open(home)) {
      assertThatThrownBy(() -> Ledger.open(home)).isInstanceOf(LedgerException.class);
      assertThat(Child.run(home, "open"))
          .contains("in use by another Reclass (process " + ProcessHandle.current().pid() + ")");
      assertThat(ledger.views().waiting(Integer.MAX_VALUE)).isZero();
    }
  }

  @Test
  void theNextOwnerMayComeOnceTheFirstHasClosed() {
    Ledger.open(home).close();
    try (Ledger ledger = Ledger.open(home)) {
      assertThat(ledger.views().waiting(Integer.MAX_VALUE)).isZero();
    }
  }

  @Test
  void aLedgerOfANewerVersionIsRefusedWithBothNumbers() throws SQLException {
    Ledger.open(home).close();
    sql("PRAGMA user_version = 41");
    assertThatThrownBy(() -> Ledger.open(home))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("version 41")
        .hasMessageMatching("(?s).*knows versions up to \\d+:.*")
        .hasMessageContaining(db().toString());
  }

  @Test
  void theDatabaseOfAnotherProgramIsLeftAlone() throws SQLException, IOException {
    sql("CREATE TABLE recipes (name TEXT)");
    byte[] before = Files.readAllBytes(db());
    assertThatThrownBy(() -> Ledger.open(home)).hasMessageContaining("another program");
    assertThat(db()).hasBinaryContent(before);
  }

  @Test
  void aDamagedLedgerIsNamedAndNotDeleted() throws IOException {
    byte[] noise = "This is no database, whatever its name says.".repeat(100).getBytes(UTF_8);
    Files.write(db(), noise);
    assertThatThrownBy(() -> Ledger.open(home))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(db().toString())
        .hasMessageContaining("damaged")
        .hasMessageContaining("backup");
    assertThat(db()).hasBinaryContent(noise);
  }

  @Test
  void aTruncatedLedgerIsNamed() throws IOException {
    try (Ledger ledger = Ledger.open(home)) {
      ledger.queue().arrive(Songs.file("a.mp3"), Origin.INBOX);
    }
    byte[] whole = Files.readAllBytes(db());
    Files.write(db(), Arrays.copyOf(whole, 8192));
    assertThatThrownBy(() -> Ledger.open(home)).hasMessageContaining("damaged");
  }

  @Test
  void aRefusedLedgerIsNotLockedAfterwards() throws IOException {
    Files.write(db(), new byte[5000]);
    assertThatThrownBy(() -> Ledger.open(home)).hasMessageContaining("damaged");
    Files.delete(db());
    Ledger.open(home).close();
  }

  @Test
  void aHomeThatCannotBeMadeIsNamedWithTheMend() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "");
    assertThatThrownBy(() -> Ledger.open(file.resolve("var")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(file.resolve("var").toString())
        .hasMessageContaining("reclass.home");
  }

  @Test
  void aFullDiskIsNamedAndNothingIsHalfWritten() throws IOException {
    Path db = home.toRealPath().resolve("ledger.db");
    try (SqlSession session = RawSession.writer(home)) {
      session.script("PRAGMA max_page_count = 40");
      List<SongFile> many = IntStream.range(0, 5000).mapToObj(i -> Songs.file("" + i)).toList();
      ArrivalWriter arrivals = new ArrivalWriter(session, new SequenceNumbers(session));
      assertThatThrownBy(() -> arrivals.arrive(many, Origin.INBOX))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("disk is full")
          .hasMessageContaining(db.toString());
      int whole = session.count("SELECT count(*) FROM files");
      assertThat(whole % 1000).isZero();
      session.script("PRAGMA max_page_count = 4000");
      arrivals.arrive(many, Origin.INBOX);
      assertThat(session.count("SELECT count(*) FROM files")).isEqualTo(5000);
    }
  }

  @Test
  void aReaderSeesWhatTheOwnerWrites() {
    try (Ledger ledger = Ledger.open(home);
        Ledger reader = Ledger.read(home)) {
      ledger.queue().arrive(Songs.file("a.mp3"), Origin.INBOX);
      assertThat(reader.views().file(Songs.file("a.mp3").path()).orElseThrow().state())
          .isEqualTo(FileState.QUEUED);
    }
  }

  @Test
  void aReaderNeedsNoOwner() {
    try (Ledger ledger = Ledger.open(home)) {
      ledger.queue().arrive(Songs.file("a.mp3"), Origin.INBOX);
    }
    try (Ledger reader = Ledger.read(home)) {
      assertThat(reader.views().waiting(Integer.MAX_VALUE)).isEqualTo(1);
    }
  }

  @Test
  void aReaderChangesNothing() {
    Ledger.open(home).close();
    try (Ledger reader = Ledger.read(home)) {
      assertThatThrownBy(() -> reader.queue().arrive(Songs.file("a.mp3"), Origin.INBOX))
          .hasMessageContaining("for reading only");
    }
  }

  @Test
  void aReaderRefusesALedgerOfAnOlderVersion() throws SQLException {
    Ledger.open(home).close();
    sql("PRAGMA user_version = 0");
    assertThatThrownBy(() -> Ledger.read(home)).hasMessageContaining("older version");
  }

  @Test
  void aReaderMakesNoLedger() {
    assertThatThrownBy(() -> Ledger.read(home)).hasMessageContaining("no database in " + home);
    assertThat(db()).doesNotExist();
  }

  @Test
  void useAfterCloseIsSaid() {
    Ledger ledger = Ledger.open(home);
    ledger.close();
    ledger.close();
    assertThatThrownBy(() -> ledger.views().waiting(1)).hasMessageContaining("has been closed");
    assertThatThrownBy(ledger.queue()::claim).hasMessageContaining("has been closed");
  }

  @Test
  void tenThousandKnownFilesCostNoWrite() throws SQLException {
    List<SongFile> files =
        IntStream.range(0, 10_000).mapToObj(i -> Songs.file(i + ".mp3")).toList();
    try (Ledger ledger = Ledger.open(home);
        Connection other = raw()) {
      long empty = pragma(other, "data_version");
      assertThat(ledger.queue().arriveAll(files, Origin.INBOX)).containsOnly(Arrived.QUEUED);
      sql("UPDATE files SET state = 'done'");
      long before = pragma(other, "data_version");
      assertThat(before).isNotEqualTo(empty);
      assertThat(ledger.queue().arriveAll(files, Origin.INBOX)).containsOnly(Arrived.KNOWN);
      for (SongFile file : files) {
        assertThat(ledger.queue().arrive(file, Origin.INBOX)).isEqualTo(Arrived.KNOWN);
      }
      assertThat(pragma(other, "data_version")).isEqualTo(before);
    }
  }
}
