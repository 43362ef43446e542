package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.TrackView;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database with a verdict from before networks had tags. */
class TagMigrationTest {
  private static final int BEFORE = 16;

  @TempDir private Path home;

  @BeforeEach
  void formerDatabase() throws SQLException, IOException {
    FormerLedger.create(
        home,
        BEFORE,
        sql -> {
          sql.executeUpdate(
              "INSERT INTO tracks VALUES (1, '%s', 200, 'mp3', 44100, 2, 1)"
                  .formatted(Songs.id(1).value()));
          sql.executeUpdate(
              "INSERT INTO models VALUES (1, 'fma', 'm', 'e', 'h', '[\"Jazz\",\"Rock\"]')");
          sql.executeUpdate(
              "INSERT INTO stage_results (track, model, scores, ms)"
                  + " VALUES (1, 1, x'000000000000E03F000000000000E03F', 5)");
          sql.executeUpdate(
              "INSERT INTO verdicts (track, seq, at, path, origin, genre, confidence, sure, stage, rule,"
                  + " genres, votes, decode_ms, total_ms) VALUES (1, 1, 1, x'2F61', 'inbox', 'Jazz', 0.5,"
                  + " 0, 1, 'top1', '{\"Jazz\":0.5}', '[{\"stage\":\"fma\",\"model\":\"m\",\"genre\":"
                  + "\"Jazz\",\"confidence\":0.5,\"weight\":1,\"ms\":5,\"top\":{\"Jazz\":0.5}}]', 1, 2)");
        });
  }

  @Test
  void formerResultsAndVerdictsStayAndHaveNoTags() {
    try (Ledger ledger = Ledger.open(home)) {
      TrackView song = ledger.views().track(Songs.id(1)).orElseThrow();
      assertThat(((StageResult.Scored) song.results().get(0)).tags()).isEmpty();
      Verdict.Decided verdict = song.voteDetails().verdict();
      assertThat(verdict.votes()).hasSize(1);
      assertThat(verdict.tags()).isEmpty();
      assertThat(ledger.views().history(HistoryFilter.decided(null, null, null), Long.MAX_VALUE, 9))
          .hasSize(1);
    }
  }
}
