package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.Charts;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.LedgerStats;
import io.musicreclass.ledger.rows.RevisedVerdict;
import io.musicreclass.ledger.rows.StandingVerdict;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.MusicTag.Kind;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
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
    ledger.queue().arrive(Songs.file(number + ".mp3"), Origin.INBOX);
    Job job = ledger.queue().claim().orElseThrow();
    Songs.identify(ledger, job, Songs.id(number));
    ledger
        .completion()
        .decide(job, Songs.voteDetails(job, Songs.id(number), genre, sure, stage), List.of());
  }

  private List<String> names(HistoryFilter filter, long before, int limit) {
    return ledger.views().history(filter, before, limit).stream()
        .map(row -> row.path().getFileName().toString())
        .toList();
  }

  private List<String> names(HistoryFilter filter) {
    return names(filter, Long.MAX_VALUE, 100);
  }

  @Test
  void theNewestVerdictIsFirst() {
    decided(1, "Jazz", true, 1);
    decided(2, "Blues", false, 3);
    TrackRow first = ledger.views().history(HistoryFilter.ALL, Long.MAX_VALUE, 1).get(0);
    assertThat(first.id()).isEqualTo(Songs.id(2));
    assertThat(first.state()).isEqualTo(FileState.DONE);
    assertThat(first.verdict()).isEqualTo(new TrackRow.Summary("Blues", 0.41, false, 3));
  }

  @Test
  void pagesAreStableWhileNewsComesIn() {
    for (int i = 1; i <= 6; i++) {
      decided(i, "Jazz", true, 1);
    }
    long cursor = ledger.views().history(HistoryFilter.ALL, Long.MAX_VALUE, 2).get(1).seq();
    decided(7, "Jazz", true, 1);
    assertThat(names(HistoryFilter.ALL, cursor, 2)).containsExactly("4.mp3", "3.mp3");
  }

  @Test
  void verdictsAreFoundByGenreSureAndStage() {
    decided(1, "Jazz", true, 1);
    decided(2, "Jazz", false, 3);
    decided(3, "Blues", true, 3);
    assertThat(names(HistoryFilter.decided("Jazz", null, null))).containsExactly("2.mp3", "1.mp3");
    assertThat(names(HistoryFilter.decided(null, true, null))).containsExactly("3.mp3", "1.mp3");
    assertThat(names(HistoryFilter.decided(null, null, 3))).containsExactly("3.mp3", "2.mp3");
    assertThat(names(HistoryFilter.decided("Jazz", true, 1))).containsExactly("1.mp3");
    assertThat(names(HistoryFilter.decided(null, null, null))).hasSize(3);
  }

  private void tagged(int number, MusicTag... tags) {
    ledger.queue().arrive(Songs.file(number + ".mp3"), Origin.INBOX);
    Job job = ledger.queue().claim().orElseThrow();
    Songs.identify(ledger, job, Songs.id(number));
    ledger
        .completion()
        .decide(
            job,
            Songs.voteDetails(job, Songs.id(number), "Jazz", true, 1, List.of(tags)),
            List.of());
  }

  @Test
  void songsAreFoundByTagWhileTheirVerdictHasIt() {
    MusicTag happy = new MusicTag("happy", Kind.MOOD, 0.4);
    MusicTag house = new MusicTag("House", Kind.STYLE, 0.2);
    tagged(1, happy, house);
    tagged(2, house);
    tagged(3);
    assertThat(names(HistoryFilter.tagged("house"))).containsExactly("2.mp3", "1.mp3");
    assertThat(names(HistoryFilter.tagged("happy"))).containsExactly("1.mp3");
    assertThat(names(HistoryFilter.tagged("sad"))).isEmpty();
    assertThat(names(new HistoryFilter(null, "Jazz", true, 1, "House", List.of("1"))))
        .containsExactly("1.mp3");
    assertThat(ledger.views().tags()).containsExactly("happy", "House");
    assertThat(ledger.views().track(Songs.id(1)).orElseThrow().voteDetails().verdict().tags())
        .containsExactly(happy, house);

    ledger.reviews().correct(Songs.id(1), "Blues", Songs.AT, List.of());
    assertThat(names(HistoryFilter.tagged("happy"))).containsExactly("1.mp3");
    StandingVerdict before = ledger.reviews().page(0, 1).get(0);
    Verdict.Decided without =
        new Verdict.Decided("Blues", 0.5, false, 1, "top1", Map.of("Blues", 0.5), List.of());
    ClassifiedTrack now = before.voteDetails().revoted(without, Songs.AT);
    ledger.reviews().revise(List.of(new RevisedVerdict(before, now, List.of(), List.of())));
    assertThat(ledger.views().tags()).containsExactly("House");
  }

  @Test
  void filesAreFoundByState() {
    decided(1, "Jazz", true, 1);
    ledger.queue().arrive(Songs.file("bad.mp3"), Origin.INBOX);
    ledger
        .completion()
        .fail(
            ledger.queue().claim().orElseThrow(),
            new FailureReason("no audio", "none", false),
            List.of());
    TrackRow row =
        ledger.views().history(HistoryFilter.in(FileState.FAILED), Long.MAX_VALUE, 9).get(0);
    assertThat(row.reason()).isEqualTo("no audio");
    assertThat(row.remedy()).isEqualTo("none");
    assertThat(row.verdict()).isNull();
    assertThat(row.id()).isNull();
  }

  private List<String> search(String... words) {
    return names(new HistoryFilter(null, null, null, null, List.of(words)));
  }

  @Test
  void filesAreFoundByPartsOfTheirPath() {
    ledger.queue().arrive(Songs.file("Blue Lanterns/01 Café Nocturne.mp3"), Origin.INBOX);
    ledger.queue().arrive(Songs.file("Blue Lanterns/02 100%_sure.mp3"), Origin.INBOX);
    ledger.queue().arrive(Songs.file("Red/03.mp3"), Origin.INBOX);
    assertThat(search("LANTERN")).hasSize(2);
    assertThat(search("lantern", "CAFÉ")).containsExactly("01 Café Nocturne.mp3");
    assertThat(search("02")).containsExactly("02 100%_sure.mp3");
    assertThat(search("0%_")).containsExactly("02 100%_sure.mp3");
    assertThat(search("%")).containsExactly("02 100%_sure.mp3");
    assertThat(search("\" OR 1")).isEmpty();
    assertThat(search("lantern", "red")).isEmpty();
    assertThat(search(" ")).hasSize(3);
  }

  @Test
  void aSearchKeepsToTheOtherWishes() {
    decided(1, "Jazz", true, 1);
    decided(12, "Blues", true, 1);
    decided(123, "Jazz", false, 2);
    assertThat(names(new HistoryFilter(null, "Jazz", null, null, List.of("1"))))
        .containsExactly("123.mp3", "1.mp3");
    assertThat(names(new HistoryFilter(FileState.DONE, null, false, null, List.of("123"))))
        .containsExactly("123.mp3");
    assertThat(names(new HistoryFilter(FileState.FAILED, null, null, null, List.of("123"))))
        .isEmpty();
  }

  @Test
  void aFileThatIsForgottenIsNotFound() {
    ledger.queue().arrive(Songs.file("gone.mp3"), Origin.INBOX);
    ledger.completion().forget(ledger.queue().claim().orElseThrow());
    assertThat(search("gone")).isEmpty();
  }

  @Test
  void wordsOfManyFilesAreFoundToo() {
    for (int i = 0; i < 2100; i++) {
      ledger.queue().arrive(Songs.file("common " + i + ".mp3"), Origin.LIBRARY);
    }
    assertThat(search("common")).hasSize(100).startsWith("common 2099.mp3");
    assertThat(search("common", "2042")).containsExactly("common 2042.mp3");
  }

  @Test
  void chartsSpreadTheVerdicts() {
    decided(1, "Jazz", true, 1); // 0.84
    decided(2, "Blues", false, 3); // 0.41
    decided(3, "Jazz", true, 1);
    Charts charts = ledger.views().charts(Songs.AT.plusSeconds(5 * 3600 + 1));
    assertThat(charts.confidence()).hasSize(20);
    assertThat(charts.confidence().get(16)).isEqualTo(2);
    assertThat(charts.confidence().get(8)).isEqualTo(1);
    assertThat(charts.hours()).hasSize(24).endsWith(3, 0, 0, 0, 0, 0);
    assertThat(charts.counts().genres()).containsEntry("Jazz", 2);
    assertThat(ledger.views().charts(Songs.AT.plusSeconds(90_000)).hours()).containsOnly(0);
  }

  @Test
  void aVerdictOutlivesItsFiles() {
    decided(1, "Jazz", true, 1);
    ledger.queue().arrive(Songs.file("1.mp3"), Origin.INBOX);
    try (SqlSession session = Songs.writer(home)) {
      session.update("DELETE FROM files");
    }
    assertThat(names(HistoryFilter.decided(null, null, null))).containsExactly("1.mp3");
  }

  @Test
  void countsAreByStateGenreAndStage() {
    decided(1, "Jazz", true, 1);
    decided(2, "Jazz", false, 3);
    decided(3, "Blues", true, 3);
    ledger.queue().arriveAll(List.of(Songs.file("x"), Songs.file("y")), Origin.LIBRARY);
    ledger.queue().claim();
    LedgerStats stats = ledger.views().stats();
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
    assertThat(ledger.views().track(Songs.id(1))).isEmpty();
    assertThat(ledger.views().file(Path.of("/inbox/unknown.mp3"))).isEmpty();
  }
}
