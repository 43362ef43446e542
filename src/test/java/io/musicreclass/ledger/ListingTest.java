package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.HistoryFilter.Agreement;
import io.musicreclass.ledger.rows.HistoryFilter.OfFile;
import io.musicreclass.ledger.rows.HistoryOrder;
import io.musicreclass.ledger.rows.HistoryOrder.By;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.RevisedVerdict;
import io.musicreclass.ledger.rows.StandingVerdict;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {
  private static final HistoryOrder TITLES = new HistoryOrder(By.TITLE, false);

  @TempDir private Path home;
  private Ledger ledger;
  private int songs;

  @BeforeEach
  void open() {
    ledger = Ledger.open(home);
  }

  @AfterEach
  void aListingMadeAnewIsTheSame() {
    ledger.listAll();
    ledger.close();
    List<String> before = rows();
    try (SqlSession session = Songs.writer(home)) {
      session.script(
          "DELETE FROM listing; DELETE FROM listing_text; DELETE FROM song_parts WHERE rowid IN"
              + " (SELECT id FROM files); DELETE FROM song_words WHERE rowid IN (SELECT id FROM"
              + " files); INSERT INTO listing_due (id) SELECT id FROM files UNION ALL"
              + " SELECT -track FROM verdicts");
    }
    ledger = Ledger.open(home);
    ledger.listAll();
    ledger.close();
    assertThat(rows()).isEqualTo(before);
  }

  private List<String> rows() {
    try (SqlSession session = Songs.writer(home)) {
      return session.list(
          row -> {
            StringBuilder line = new StringBuilder();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
              line.append(row.getString(column)).append(' ');
            }
            return line.toString();
          },
          "SELECT l.*, x.text FROM listing l LEFT JOIN listing_text x ON x.id = l.id ORDER BY l.id");
    }
  }

  private Job claimed(String path) {
    ledger.queue().arrive(Songs.file(path), Origin.INBOX);
    return ledger.queue().claim().orElseThrow();
  }

  private Job song(String path, String title, String artist, String album) {
    return song(path, new SongTags(title, artist, album, "", "", null), "Jazz", true, 1);
  }

  private Job song(String path, SongTags tags, String genre, boolean sure, int stage) {
    Job job = claimed(path);
    int number = ++songs;
    var unused = ledger.tracks().identify(job, Songs.id(number), 214.3, "mp3", 44100, 2, tags);
    ledger
        .completion()
        .decide(job, Songs.voteDetails(job, Songs.id(number), genre, sure, stage), List.of());
    return job;
  }

  private List<String> names(HistoryFilter filter, HistoryOrder order) {
    return ledger.views().history(filter, order, null, 100).stream()
        .map(row -> row.path().getFileName().toString())
        .toList();
  }

  private List<String> search(String... words) {
    return names(
        new HistoryFilter(null, null, null, null, List.of(words)), HistoryOrder.NEWEST_FIRST);
  }

  private List<String> of(OfFile file) {
    return names(
        new HistoryFilter(null, null, null, null, null, List.of(), List.of(), file), TITLES);
  }

  @Test
  void songsAreFoundByTitleArtistAndAlbumWithoutAccentsAndCase() {
    song("a1.mp3", "Jóga", "Björk", "Homogenic");
    song("a2.mp3", "Группа крови", "Кино", "Группа крови");
    song("a3.mp3", "Łódź by Night", "Ænima & Ødegård", "Straße");
    song("a4.mp3", "日本語の歌", "Ђорђе Đorđe", "Don’t");
    assertThat(search("joga")).containsExactly("a1.mp3");
    assertThat(search("JÓGA")).containsExactly("a1.mp3");
    assertThat(search("bjork", "homo")).containsExactly("a1.mp3");
    assertThat(search("Кино")).containsExactly("a2.mp3");
    assertThat(search("кровИ")).containsExactly("a2.mp3");
    assertThat(search("lodz")).containsExactly("a3.mp3");
    assertThat(search("strasse")).containsExactly("a3.mp3");
    assertThat(search("STRASSE")).containsExactly("a3.mp3");
    assertThat(search("aenima", "odegard")).containsExactly("a3.mp3");
    assertThat(search("dorde")).containsExactly("a4.mp3");
    assertThat(search("don't")).containsExactly("a4.mp3");
    assertThat(search("日本語")).containsExactly("a4.mp3");
    assertThat(search("jogging")).isEmpty();
  }

  @Test
  void wordsOfThreeLettersAreFoundInsideOthersAndShorterOnesAtTheirBeginning() {
    song("mysong.mp3", "Jóga", "", "");
    song("b.flac", "U2 – 日本語", "", "");
    assertThat(search("song")).containsExactly("mysong.mp3");
    assertThat(search("nbo", "song"))
        .as("of the path /inbox/mysong.mp3")
        .containsExactly("mysong.mp3");
    assertThat(search("jo")).containsExactly("mysong.mp3");
    assertThat(search("ga")).isEmpty();
    assertThat(search("j")).containsExactly("mysong.mp3");
    assertThat(search("u", "jo")).isEmpty();
    assertThat(search("U2")).containsExactly("b.flac");
    assertThat(search("本語")).containsExactly("b.flac");
    assertThat(search("語本")).isEmpty();
    assertThat(search("fl", "u2", "flac")).containsExactly("b.flac");
    assertThat(search("in")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\"\"",
        "\"\"\"",
        "a\"b",
        "OR",
        "AND",
        "NOT",
        "NEAR(",
        "NEAR(a b)",
        "text:",
        "{text}:",
        "a*",
        "**",
        "^a",
        "-a",
        "+",
        "(",
        ")",
        "a)",
        "'",
        "''",
        "\\",
        "_",
        "__",
        "___",
        "\0",
        "a\0b",
        "\0\0\0\0",
        "\ud800",
        "\u202e",
        "́",
        "́́́",
        "؟",
        "1=1;--",
        "\t\n"
      })
  void aQueryIsOnlyText(String word) {
    song("100 plain.mp3", "Title", "Artist", "Album");
    assertThat(search(word, "nowhere to be found")).isEmpty();
    assertThat(search(word, "plain")).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void signsAreFoundWhereTheyAre() {
    song("100%_sure.mp3", "Say \"OR\" (NOT) *", "", "");
    song("other.mp3", "Say nothing", "", "");
    assertThat(search("0%_")).containsExactly("100%_sure.mp3");
    assertThat(search("%")).containsExactly("100%_sure.mp3");
    assertThat(search("\"or\"", "(not)")).containsExactly("100%_sure.mp3");
    assertThat(search("%", "say")).containsExactly("100%_sure.mp3");
    assertThat(search("a".repeat(10_000))).isEmpty();
    assertThat(search("ab ".repeat(3_000))).isEmpty();
    assertThat(search("\"".repeat(10_000))).isEmpty();
  }

  @Test
  void newTagsAndNamesReplaceTheFormerOnes() {
    Job job = song("first.mp3", "Jóga", "Björk", "");
    SongFile changed = new SongFile(Path.of("/inbox/first.mp3"), 7, 1000, 6);
    ledger.queue().arrive(changed, Origin.INBOX);
    Job again = ledger.queue().claim().orElseThrow();
    assertThat(again.row()).isEqualTo(job.row());
    SongTags tags = new SongTags("Hunter", "Björk", "", "", "", null);
    var unused = ledger.tracks().identify(again, Songs.id(1), 214.3, "mp3", 44100, 2, tags);
    ledger.completion().completeUnchanged(again);
    assertThat(search("joga")).isEmpty();
    assertThat(search("hunter")).containsExactly("first.mp3");
    ledger.close();
    try (SqlSession session = Songs.writer(home)) {
      session.update("UPDATE files SET path = CAST('/inbox/second.mp3' AS BLOB)");
    }
    ledger = Ledger.open(home);
    assertThat(search("first")).isEmpty();
    assertThat(search("second", "hunter")).containsExactly("second.mp3");
  }

  @Test
  void everyOrderHasPagesThatContainEachSongOnce() {
    for (int i = 0; i < 40; i++) {
      song(
          "%02d.mp3".formatted(i),
          new SongTags(i % 3 == 0 ? "" : "Title " + i % 4, "", "", "", "", null),
          List.of("Jazz", "Blues", "Soul").get(i % 3),
          i % 2 == 0,
          1 + i % 3);
    }
    for (By by : By.values()) {
      for (boolean descending : new boolean[] {false, true}) {
        HistoryOrder order = new HistoryOrder(by, descending);
        List<TrackRow> paged = new ArrayList<>();
        HistoryOrder.Position after = null;
        List<TrackRow> page;
        do {
          page = ledger.views().history(HistoryFilter.in(FileState.DONE), order, after, 7);
          paged.addAll(page);
          if (!page.isEmpty()) {
            TrackRow last = page.get(page.size() - 1);
            after = new HistoryOrder.Position(last.seq(), last.key());
          }
        } while (page.size() == 7);
        assertThat(paged).as(order.toString()).hasSize(40).doesNotHaveDuplicates();
        assertThat(paged)
            .isEqualTo(ledger.views().history(HistoryFilter.in(FileState.DONE), order, null, 100));
      }
    }
  }

  @Test
  void songsAreSortedByEachColumn() {
    song("z.mp3", new SongTags("Émile", "", "", "", "", null), "Jazz", true, 2);
    song("fable.mp3", SongTags.NONE, "Blues", false, 3);
    song("a.mp3", new SongTags("Dune", "", "", "", "", null), "Soul", true, 1);
    ledger.reviews().correct(Songs.id(3), "Rock", Songs.AT, List.of());
    assertThat(names(HistoryFilter.ALL, TITLES)).containsExactly("a.mp3", "z.mp3", "fable.mp3");
    assertThat(names(HistoryFilter.ALL, new HistoryOrder(By.GENRE, false)))
        .containsExactly("fable.mp3", "z.mp3", "a.mp3");
    assertThat(names(HistoryFilter.ALL, new HistoryOrder(By.CONFIDENCE, true)))
        .containsExactly("a.mp3", "z.mp3", "fable.mp3");
    assertThat(names(HistoryFilter.ALL, new HistoryOrder(By.STAGE, true)))
        .containsExactly("fable.mp3", "z.mp3", "a.mp3");
    assertThat(names(HistoryFilter.ALL, new HistoryOrder(By.TIME, false)))
        .containsExactly("z.mp3", "fable.mp3", "a.mp3");
  }

  @Test
  void aPositionOfAnotherOrderIsRefused() {
    HistoryOrder order = new HistoryOrder(By.CONFIDENCE, true);
    HistoryOrder.Position position = new HistoryOrder.Position(1, "Jazz");
    assertThatThrownBy(() -> ledger.views().history(HistoryFilter.ALL, order, position, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void songsAreFoundByArtistAlbumAndFolder() {
    song("Björk/Homogenic/1.mp3", "Hunter", "Björk", "Homogenic");
    song("Björk/Post/2.mp3", "Isobel", "Bjork", "Post");
    song("Björk2/3.mp3", "Other", "Björk & Friends", "Post");
    assertThat(of(new OfFile("BJORK", null, null, null, List.of())))
        .containsExactly("1.mp3", "2.mp3");
    assertThat(of(new OfFile(null, "post", null, null, List.of())))
        .containsExactly("2.mp3", "3.mp3");
    assertThat(of(new OfFile(null, null, Path.of("/inbox/Björk"), null, List.of())))
        .containsExactly("1.mp3", "2.mp3");
    assertThat(of(new OfFile("björk", "Post", Path.of("/"), null, List.of())))
        .containsExactly("2.mp3");
  }

  @Test
  void songsAreFoundByTheAgreementOfTheirTagWithTheGenreShown() {
    List<String> genres = List.of("Jazz", "Blues", "Hip-Hop");
    song("agree.mp3", tagged("Pop; JAZZ"), "Jazz", true, 1);
    song("differ.mp3", tagged("hip hop"), "Jazz", true, 1);
    song("unknown.mp3", tagged("Vaporwave"), "Jazz", true, 1);
    song("untagged.mp3", tagged(""), "Jazz", true, 1);
    for (Agreement agreement : Agreement.values()) {
      assertThat(of(new OfFile(null, null, null, agreement, genres)))
          .containsExactly(agreement + ".mp3");
    }
    ledger.reviews().correct(Songs.id(2), "Hip-Hop", Songs.AT, List.of());
    assertThat(of(new OfFile(null, null, null, Agreement.DIFFER, genres))).isEmpty();
    assertThat(of(new OfFile(null, null, null, Agreement.AGREE, genres))).hasSize(2);
  }

  private static SongTags tagged(String genre) {
    return new SongTags("", "", "", "", genre, null);
  }

  @Test
  void aSongIsListedOnceAndItsFilesEach() {
    song("first.mp3", "Jóga", "", "");
    Job copy = claimed("copy.mp3");
    var unused = ledger.tracks().identify(copy, Songs.id(1), 214.3, "mp3", 44100, 2, SongTags.NONE);
    ledger.completion().duplicate(copy, Songs.id(1), Path.of("/inbox/first.mp3"), List.of());
    Job bad = claimed("bad.mp3");
    var isNew =
        ledger.completion().fail(bad, new FailureReason("no audio", "none", false), List.of());
    assertThat(isNew).isTrue();
    ledger.queue().arriveAll(List.of(Songs.file("queued.mp3")), Origin.LIBRARY);
    assertThat(names(HistoryFilter.ALL, TITLES))
        .containsExactly("bad.mp3", "copy.mp3", "first.mp3", "queued.mp3");
    assertThat(names(HistoryFilter.in(FileState.DONE), TITLES)).containsExactly("first.mp3");
    assertThat(names(HistoryFilter.in(FileState.FAILED), TITLES)).containsExactly("bad.mp3");
    TrackRow failed =
        ledger.views().history(HistoryFilter.in(FileState.FAILED), TITLES, null, 9).get(0);
    assertThat(failed.reason()).isEqualTo("no audio");
    assertThat(failed.remedy()).isEqualTo("none");
    assertThat(failed.verdict()).isNull();
    assertThat(names(HistoryFilter.ALL, new HistoryOrder(By.GENRE, true)))
        .containsExactly("first.mp3");
  }

  @Test
  void aVerdictThatOutlivesItsFilesIsListedUntilTheSongIsBack() {
    song("only.mp3", "Jóga", "", "");
    ledger.close();
    try (SqlSession session = Songs.writer(home)) {
      session.update("DELETE FROM files");
    }
    ledger = Ledger.open(home);
    HistoryOrder byGenre = new HistoryOrder(By.GENRE, false);
    assertThat(names(HistoryFilter.ALL, byGenre)).containsExactly("only.mp3");
    assertThat(names(HistoryFilter.ALL, TITLES)).isEmpty();
    Job job = claimed("back.mp3");
    var unused = ledger.tracks().identify(job, Songs.id(1), 214.3, "mp3", 44100, 2, SongTags.NONE);
    ledger.completion().completeUnchanged(job);
    assertThat(names(HistoryFilter.ALL, byGenre)).containsExactly("back.mp3");
    assertThat(names(HistoryFilter.ALL, TITLES)).containsExactly("back.mp3");
  }

  @Test
  void aVerdictThatIsVotedAgainIsListedAnew() {
    song("a.mp3", "Jóga", "", "");
    StandingVerdict before = ledger.reviews().page(0, 1).get(0);
    Verdict.Decided verdict =
        new Verdict.Decided("Blues", 0.31, false, 1, "top1", Map.of("Blues", 0.31), List.of());
    ledger
        .reviews()
        .revise(
            List.of(
                new RevisedVerdict(
                    before,
                    before.voteDetails().revoted(verdict, Songs.AT),
                    List.of(),
                    List.of())));
    HistoryFilter unsure = HistoryFilter.decided("Blues", false, null);
    assertThat(names(unsure, TITLES)).containsExactly("a.mp3");
    ledger.reviews().correct(Songs.id(1), "Jazz", Songs.AT, List.of());
    assertThat(names(unsure, TITLES)).isEmpty();
    assertThat(names(reviewed(true), TITLES)).containsExactly("a.mp3");
    assertThat(names(reviewed(false), TITLES)).isEmpty();
    assertThat(ledger.views().corrected()).containsExactly(Map.entry("Jazz", 1));
    var undone = ledger.reviews().uncorrect(Songs.id(1), List.of());
    assertThat(undone).isTrue();
    assertThat(names(unsure, TITLES)).containsExactly("a.mp3");
  }

  private static HistoryFilter reviewed(boolean reviewed) {
    return new HistoryFilter(null, null, null, null, reviewed, List.of(), List.of(), OfFile.ANY);
  }
}
