package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.track.Receipt.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final Filter ALL = new Filter.Everything();

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

  private void decided(int number, String genre, boolean sure, int stage) {
    ledger.arrive(Songs.file(number + ".mp3"), Origin.INBOX);
    Job job = ledger.claim().orElseThrow();
    Songs.identify(ledger, job, Songs.id(number));
    ledger.decide(job, Songs.receipt(job, Songs.id(number), genre, sure, stage), List.of());
  }

  private List<String> names(Filter filter, long before, int limit) {
    return ledger.tracks(filter, before, limit).stream()
        .map(row -> row.path().getFileName().toString())
        .toList();
  }

  private List<String> names(Filter filter) {
    return names(filter, Long.MAX_VALUE, 100);
  }

  @Test
  void theNewestVerdictIsFirst() {
    decided(1, "Jazz", true, 1);
    decided(2, "Blues", false, 3);
    TrackRow first = ledger.tracks(ALL, Long.MAX_VALUE, 1).get(0);
    assertThat(first.id()).isEqualTo(Songs.id(2));
    assertThat(first.state()).isEqualTo(FileState.DONE);
    assertThat(first.verdict()).isEqualTo(new TrackRow.Summary("Blues", 0.41, false, 3));
  }

  @Test
  void pagesAreStableWhileNewsComesIn() {
    for (int i = 1; i <= 6; i++) {
      decided(i, "Jazz", true, 1);
    }
    long cursor = ledger.tracks(ALL, Long.MAX_VALUE, 2).get(1).seq();
    decided(7, "Jazz", true, 1);
    assertThat(names(ALL, cursor, 2)).containsExactly("4.mp3", "3.mp3");
  }

  @Test
  void verdictsAreFoundByGenreSureAndStage() {
    decided(1, "Jazz", true, 1);
    decided(2, "Jazz", false, 3);
    decided(3, "Blues", true, 3);
    assertThat(names(new Filter.Decided("Jazz", null, null))).containsExactly("2.mp3", "1.mp3");
    assertThat(names(new Filter.Decided(null, true, null))).containsExactly("3.mp3", "1.mp3");
    assertThat(names(new Filter.Decided(null, null, 3))).containsExactly("3.mp3", "2.mp3");
    assertThat(names(new Filter.Decided("Jazz", true, 1))).containsExactly("1.mp3");
    assertThat(names(new Filter.Decided(null, null, null))).hasSize(3);
  }

  @Test
  void filesAreFoundByState() {
    decided(1, "Jazz", true, 1);
    ledger.arrive(Songs.file("bad.mp3"), Origin.INBOX);
    ledger.fail(ledger.claim().orElseThrow(), new Failed("no audio", "none", false), List.of());
    TrackRow row = ledger.tracks(new Filter.InState(FileState.FAILED), Long.MAX_VALUE, 9).get(0);
    assertThat(row.reason()).isEqualTo("no audio");
    assertThat(row.verdict()).isNull();
    assertThat(row.id()).isNull();
  }

  @Test
  void aVerdictOutlivesItsFiles() {
    decided(1, "Jazz", true, 1);
    ledger.arrive(Songs.file("1.mp3"), Origin.INBOX);
    try (Session session = Database.writer(home.resolve("ledger.db"))) {
      session.update("DELETE FROM files");
    }
    assertThat(names(new Filter.Decided(null, null, null))).containsExactly("1.mp3");
  }

  @Test
  void countsAreByStateGenreAndStage() {
    decided(1, "Jazz", true, 1);
    decided(2, "Jazz", false, 3);
    decided(3, "Blues", true, 3);
    ledger.arriveAll(List.of(Songs.file("x"), Songs.file("y")), Origin.LIBRARY);
    ledger.claim();
    Stats stats = ledger.stats();
    assertThat(stats.genres()).containsExactly(Map.entry("Jazz", 2), Map.entry("Blues", 1));
    assertThat(stats.stages()).containsExactly(Map.entry(1, 1), Map.entry(3, 2));
    assertThat(stats.tracks()).isEqualTo(3);
    assertThat(stats.sure()).isEqualTo(2);
    assertThat(stats.files())
        .containsEntry(FileState.DONE, 3)
        .containsEntry(FileState.QUEUED, 1)
        .containsEntry(FileState.WORKING, 1)
        .containsEntry(FileState.FAILED, 0);
  }

  @Test
  void nothingIsKnownOfAnUnknownSongOrFile() {
    assertThat(ledger.track(Songs.id(1))).isEmpty();
    assertThat(ledger.file(Path.of("/inbox/unknown.mp3"))).isEmpty();
  }
}
