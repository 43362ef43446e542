package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.ResumeStep;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger in which failures were stored as abstentions, opened by this program. */
class FailureMigrationTest {
  private static final int BEFORE = 9;

  @TempDir private Path home;
  @TempDir private Path inbox;

  @BeforeEach
  void ledgerOfTheTimeBefore() throws SQLException, IOException {
    FormerLedger.create(
        home,
        BEFORE,
        sql -> {
          sql.executeUpdate(
              "INSERT INTO models VALUES (1, 'fma', 'm', 'e', 'h', '[\"Jazz\",\"Rock\"]'),"
                  + " (2, 'mert', 'm', 'e', 'h', '[]')");
          song(sql.getConnection(), 1, "done", "its network failed: out of memory");
          song(sql.getConnection(), 2, "failed", "its network failed: Index 7 out of bounds");
          song(sql.getConnection(), 3, "done", "the part it listens to is digital silence");
        });
  }

  private Path file(int number) {
    return inbox.resolve(number + ".mp3");
  }

  private static TrackId id(int number) {
    return new TrackId("sha256:" + String.format("%064x", number));
  }

  private void song(Connection connection, int number, String state, String reason)
      throws SQLException, IOException {
    SongFile file = SongFile.stat(Files.createFile(file(number)));
    try (Statement sql = connection.createStatement();
        PreparedStatement row =
            connection.prepareStatement(
                "INSERT INTO files (id, path, inode, size, mtime, origin, state, seq, at, track)"
                    + " VALUES (?, ?, ?, ?, ?, 'inbox', ?, ?, 1, ?)")) {
      sql.executeUpdate(
          "INSERT INTO tracks VALUES (%d, '%s', 200, 'mp3', 44100, 2, 1)"
              .formatted(number, id(number).value()));
      Object[] values = {
        number,
        SongFile.bytes(file.path()),
        file.inode(),
        file.size(),
        file.mtime(),
        state,
        number,
        number
      };
      for (int i = 0; i < values.length; i++) {
        row.setObject(i + 1, values[i]);
      }
      row.executeUpdate();
      sql.executeUpdate(
          "INSERT INTO stage_results (track, model, scores, ms) VALUES (%d, 1, x'000000000000E03F000000000000E03F', 1)"
              .formatted(number));
      sql.executeUpdate(
          "INSERT INTO stage_results (track, model, reason, ms) VALUES (%d, 2, '%s', 1)"
              .formatted(number, reason));
    }
  }

  @Test
  void suchAbstentionsAreForgottenAndTheirSongsHeardAgainNotAllAtOnce() {
    try (Ledger ledger = Ledger.open(home)) {
      assertThat(ledger.tracks().results(id(1)))
          .extracting(StageResult::stage)
          .containsExactly("fma");
      assertThat(ledger.tracks().results(id(3)))
          .extracting(StageResult::stage)
          .containsExactly("fma", "mert");
      assertThat(ledger.views().file(file(1)).orElseThrow().failedStage()).isEqualTo("mert");
      assertThat(ledger.views().file(file(2)).orElseThrow().failedStage()).isEqualTo("mert");
      assertThat(ledger.views().file(file(3)).orElseThrow().failedStage()).isEmpty();
      assertThat(ledger.views().waiting(9)).as("not all at once").isZero();

      ResumeStep first = ledger.reviews().resume(0, 1, Instant.now());
      assertThat(first).isEqualTo(new ResumeStep(1, 1));
      ResumeStep second = ledger.reviews().resume(first.lastRow(), 1, Instant.now());
      assertThat(second).isEqualTo(new ResumeStep(2, 1));
      assertThat(ledger.reviews().resume(2, 1, Instant.now())).isEqualTo(new ResumeStep(2, 0));
      assertThat(
              List.of(ledger.queue().claim().orElseThrow(), ledger.queue().claim().orElseThrow()))
          .extracting(Job::path)
          .containsExactly(file(1), file(2));
    }
  }

  @Test
  void oneWhoseFileIsGoneStaysAsItIs() throws IOException {
    Files.delete(file(1));
    try (Ledger ledger = Ledger.open(home)) {
      assertThat(ledger.reviews().resume(0, 9, Instant.now())).isEqualTo(new ResumeStep(2, 1));
      assertThat(ledger.views().file(file(1)).orElseThrow().state()).isEqualTo(FileState.DONE);
    }
  }
}
