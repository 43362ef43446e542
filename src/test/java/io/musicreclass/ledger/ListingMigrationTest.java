package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.HistoryOrder;
import io.musicreclass.track.ClassifiedTrack.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of 900 songs, the last 100 without files, from before there was a listing. */
class ListingMigrationTest {
  private static final int BEFORE = 17;

  @TempDir private Path home;

  @BeforeEach
  void formerDatabase() throws SQLException, IOException {
    FormerLedger.create(
        home,
        BEFORE,
        sql -> {
          for (int number = 1; number <= 900; number++) {
            String path = "CAST('/music/song %04d.mp3' AS BLOB)".formatted(number);
            sql.executeUpdate(
                "INSERT INTO tracks VALUES (%d, '%s', 200, 'mp3', 44100, 2, 1)"
                    .formatted(number, Songs.id(number).value()));
            if (number <= 800) {
              sql.executeUpdate(
                  ("INSERT INTO files (id, path, inode, size, mtime, origin, state, seq, at, track)"
                          + " VALUES (%1$d, %2$s, %1$d, 1, 5, 'inbox', 'done', %1$d, 1, %1$d)")
                      .formatted(number, path));
              sql.executeUpdate(
                  ("INSERT INTO tags (file, title, artist, album, album_artist, genre, year, title_key,"
                          + " artist_key) VALUES (%d, 'Jóga %d', 'Björk', '', '', '', NULL, 'joga',"
                          + " 'bjork')")
                      .formatted(number, number));
            }
            sql.executeUpdate(
                ("INSERT INTO verdicts (track, seq, at, path, origin, genre, confidence, sure, stage,"
                        + " rule, genres, votes, decode_ms, total_ms) VALUES (%1$d, %1$d, 1, %2$s,"
                        + " 'inbox', 'Jazz', 0.5, 0, 1, 'top1', '{}', '[]', 1, 2)")
                    .formatted(number, path));
          }
        });
  }

  private static int found(Ledger ledger, String word) {
    HistoryFilter filter = new HistoryFilter(null, null, null, null, List.of(word));
    return ledger.views().history(filter, HistoryOrder.NEWEST_FIRST, null, 2000).size();
  }

  private static int listed(Ledger ledger) {
    HistoryOrder byGenre = new HistoryOrder(HistoryOrder.By.GENRE, false);
    return ledger.views().history(HistoryFilter.ALL, byGenre, null, 2000).size();
  }

  @Test
  void everythingIsListedInBatchesWhileTheLedgerIsInUseAndAfterAKill() {
    try (Ledger ledger = Ledger.open(home)) {
      assertThat(ledger.views().unlisted()).isEqualTo(1700);
      assertThat(ledger.views().history(HistoryFilter.ALL, Long.MAX_VALUE, 2000)).hasSize(800);
      assertThat(found(ledger, "joga")).as("the newest, for this page").isEqualTo(200);
      assertThat(ledger.listSome()).isEqualTo(200);
      assertThat(ledger.views().unlisted()).as("files and their verdicts").isEqualTo(900);
      ledger.queue().arrive(Songs.file("Joga new.mp3"), Origin.INBOX);
      assertThat(found(ledger, "joga")).isEqualTo(600);
      ledger.reviews().correct(Songs.id(1), "Blues", Songs.AT, List.of());
      ledger.reviews().correct(Songs.id(899), "Blues", Songs.AT, List.of());
    }
    try (SqlSession session = Songs.writer(home)) {
      session.update("DELETE FROM files WHERE id IN (2, 799)");
    }
    try (Ledger ledger = Ledger.open(home)) {
      int batches = 0;
      while (ledger.listSome() > 0) {
        batches++;
      }
      assertThat(batches).isBetween(2, 6);
      assertThat(ledger.views().unlisted()).isZero();
      assertThat(ledger.listSome()).isZero();
      assertThat(found(ledger, "joga")).isEqualTo(799);
      assertThat(listed(ledger)).isEqualTo(900);
      assertThat(
              ledger
                  .views()
                  .history(
                      HistoryFilter.decided("Blues", null, null),
                      new HistoryOrder(HistoryOrder.By.TITLE, false),
                      null,
                      9))
          .hasSize(2);
    }
  }

  @Test
  void aNewLedgerHasNothingToList() {
    Path fresh = home.resolve("fresh");
    try (Ledger ledger = Ledger.open(fresh)) {
      assertThat(ledger.views().unlisted()).isZero();
      assertThat(ledger.listSome()).isZero();
    }
  }
}
