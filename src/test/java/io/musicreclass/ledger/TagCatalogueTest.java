package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.ledger.rows.AlbumGenre;
import io.musicreclass.ledger.rows.Identity;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.OrganizeCandidate;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.Scores;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagCatalogueTest {
  private static final Path ALBUM = Path.of("/music/Sigur Rós/Ágætis byrjun");

  @TempDir Path home;
  private Ledger ledger;
  private TagCatalogue catalogue;

  @BeforeEach
  void open() {
    ledger = Ledger.open(home);
    catalogue = ledger.catalogue();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private static SongTags tags(String title, String artist, String album, String genre) {
    return new SongTags(title, artist, album, "", genre, 1999);
  }

  private void classify(Path path, int number, SongTags tags, String genre, long mtime) {
    SongFile file = new SongFile(path, number, 1000, mtime);
    ledger.queue().arrive(file, Origin.LIBRARY);
    Job job = ledger.queue().claim().orElseThrow();
    Identity identity =
        ledger.tracks().identify(job, Songs.id(number), 200, "mp3", 44_100, 2, tags);
    if (identity instanceof Identity.Same) {
      ledger.completion().completeUnchanged(job);
    } else {
      ledger
          .completion()
          .decide(job, Songs.voteDetails(job, Songs.id(number), genre, true, 1), List.of());
    }
  }

  private void classify(String name, int number, SongTags tags, String genre) {
    classify(ALBUM.resolve(name), number, tags, genre, 5);
  }

  @Test
  void theTagsOfASongAreKept() {
    SongTags tags = tags("Svefn-g-englar", "Sigur Rós", "Ágætis byrjun", "Post-Rock");
    classify("2.mp3", 1, tags, "Rock");
    classify("3.mp3", 2, SongTags.NONE, "Rock");
    assertThat(catalogue.tags(Songs.id(1))).contains(tags);
    assertThat(catalogue.tags(Songs.id(2))).isEmpty();
    assertThat(catalogue.tags(Songs.id(3))).isEmpty();
    assertThat(catalogue.tags(List.of(Songs.id(1), Songs.id(1), Songs.id(2), Songs.id(3))))
        .containsExactly(Map.entry(Songs.id(1), tags));
  }

  @Test
  void severalArtistsAndGenresStaySeveral() {
    SongTags tags =
        new SongTags("Duo", List.of("Iris", "Jan"), "", "", List.of("Rock", "2 Tone"), null, true);
    classify("2.mp3", 1, tags, "Rock");
    assertThat(catalogue.tags(Songs.id(1))).contains(tags);
    assertThat(catalogue.pairs()).containsExactly(new TagCatalogue.Pair("Rock; 2 Tone", "Rock", 1));
    assertThat(catalogue.lookup("Iris; Jan", "Duo", 5)).containsExactly(Songs.id(1));
  }

  @Test
  void aFileThatChangedHasTheTagsOfNow() {
    classify("2.mp3", 1, tags("Swefn", "Sigur", "", "Pop"), "Rock");
    SongTags now = new SongTags("Svefn-g-englar", "Sigur Rós", "", "", "Rock", null);
    classify(ALBUM.resolve("2.mp3"), 1, now, "Rock", 6);
    assertThat(catalogue.tags(Songs.id(1))).contains(now);
    classify(ALBUM.resolve("2.mp3"), 1, SongTags.NONE, "Rock", 7);
    assertThat(catalogue.tags(Songs.id(1))).isEmpty();
    assertThat(catalogue.lookup("Sigur", "", 5)).isEmpty();
  }

  @Test
  void hostileTagsAreOnlyTexts() {
    String evil = "'); DROP TABLE files; --\0\u202e\ud83c\udfb5".repeat(1000);
    classify("2.mp3", 1, tags(evil, evil, evil, evil), "Rock");
    SongTags kept = catalogue.tags(Songs.id(1)).orElseThrow();
    assertThat(kept.title().length()).isBetween(SongTags.MAX_LENGTH - 1, SongTags.MAX_LENGTH);
    assertThat(kept.title()).startsWith("'); DROP TABLE files; --");
    assertThat(catalogue.lookup(kept.artist(), kept.title(), 5)).containsExactly(Songs.id(1));
    assertThat(catalogue.pairs()).containsExactly(new TagCatalogue.Pair(kept.genre(), "Rock", 1));
  }

  @Test
  void aSongIsFoundByArtistAndTitleInWhateverSpelling() {
    classify("2.mp3", 1, tags("Svefn-g-englar", "Sigur Rós", "", ""), "Rock");
    classify("3.mp3", 2, tags("Starálfur", "Sigur Rós", "", ""), "Rock");
    classify("4.mp3", 3, tags("!!!", "!!!", "", ""), "Rock");
    assertThat(catalogue.lookup("SIGUR ROS", "svefn g englar", 5)).containsExactly(Songs.id(1));
    assertThat(catalogue.lookup("", "Staralfur", 5)).containsExactly(Songs.id(2));
    assertThat(catalogue.lookup("sigur rós", "", 5)).containsExactly(Songs.id(2), Songs.id(1));
    assertThat(catalogue.lookup("!!!", "", 5)).containsExactly(Songs.id(3));
    assertThat(catalogue.lookup("Sigur", "Starálfur", 5)).isEmpty();
    assertThatThrownBy(() -> catalogue.lookup(" ", "", 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void taggedGenresAreCountedAgainstWhatHolds() {
    classify("1.mp3", 1, tags("a", "", "", "rock"), "Rock");
    classify("2.mp3", 2, tags("b", "", "", "rock"), "Rock");
    classify("3.mp3", 3, SongTags.NONE, "Jazz");
    ledger.reviews().correct(Songs.id(2), "Polka", Songs.AT, List.of());
    assertThat(catalogue.pairs())
        .containsExactlyInAnyOrder(
            new TagCatalogue.Pair("rock", "Rock", 1),
            new TagCatalogue.Pair("rock", "Polka", 1),
            new TagCatalogue.Pair("", "Jazz", 1));
  }

  @Test
  void aFileThatIsForgottenTakesItsTagsAlong() {
    ledger.queue().arrive(Songs.file("a.mp3"), Origin.INBOX);
    Job job = ledger.queue().claim().orElseThrow();
    ledger.tracks().identify(job, Songs.id(1), 200, "mp3", 44_100, 2, tags("a", "b", "c", "d"));
    ledger.completion().forget(job);
    assertThat(catalogue.lookup("b", "a", 5)).isEmpty();
    assertThat(ledger.views().file(job.path())).isEmpty();
  }

  @Test
  void anAlbumIsAFolderAndAnAlbumAndItsArtist() {
    classify("1.mp3", 1, tags("a", "x", "Ágætis byrjun", ""), "Rock");
    assertThat(catalogue.album(Songs.id(1))).isEmpty();
    classify("2.mp3", 2, tags("b", "y", "agaetis byrjun", ""), "Rock");
    classify("3.mp3", 3, tags("b", "y", "Agætis Byrjun", ""), "Jazz");
    classify("4.mp3", 4, tags("b", "y", "( )", ""), "Jazz");
    classify(Path.of("/other/5.mp3"), 5, tags("b", "y", "Ágætis byrjun", ""), "Jazz", 5);
    classify("6.mp3", 6, new SongTags("b", "y", "Ágætis byrjun", "Various", "", null), "Jazz");
    classify("7.mp3", 7, SongTags.NONE, "Jazz");
    AlbumGenre together = new AlbumGenre("Jazz", 0.5, 2);
    assertThat(catalogue.album(Songs.id(1))).contains(together);
    assertThat(catalogue.album(Songs.id(3))).contains(together);
    for (int alone : new int[] {2, 4, 5, 6, 7, 8}) {
      assertThat(catalogue.album(Songs.id(alone))).as("song " + alone).isEmpty();
    }
  }

  @Test
  void aVerdictOfWholeDistributionsIsTheSongsShare() {
    for (int number = 1; number <= 2; number++) {
      SongFile file = new SongFile(ALBUM.resolve(number + ".mp3"), number, 1000, 5);
      ledger.queue().arrive(file, Origin.LIBRARY);
      Job job = ledger.queue().claim().orElseThrow();
      SongTags tags = tags("t" + number, "x", "One", "");
      ledger.tracks().identify(job, Songs.id(number), 200, "mp3", 44_100, 2, tags);
      Map<String, Double> genres =
          number == 1 ? Map.of("Electronic", 0.5, "Rock", 0.5) : Map.of("Electronic", 1.0);
      Verdict.Decided verdict =
          new Verdict.Decided("Electronic", 0.5, false, 2, "product", genres, List.of());
      ledger
          .completion()
          .decide(
              job,
              new ClassifiedTrack(
                  Songs.id(number), job.path(), job.origin(), verdict, 200, 1, 2, Songs.AT),
              List.of());
    }
    assertThat(catalogue.album(Songs.id(1))).contains(new AlbumGenre("Electronic", 0.75, 2));
  }

  /** By the model that Songs.voteDetails names. */
  private static StageResult scored(double jazz) {
    Scores scores = Scores.of(Songs.GENRES, 0.1, 0.9 - jazz, jazz);
    return new StageResult.Scored("fma", "gtzan48", "enc", "h", scores, null, 61);
  }

  @Test
  void theWholeDistributionsOfTheStagesVote() {
    classify("1.mp3", 1, tags("a", "x", "One", ""), "Jazz");
    classify("2.mp3", 2, tags("b", "x", "One", ""), "Jazz");
    // Blues 0.1, Hip-Hop 0.9 - jazz, Jazz; means of 0.2 and 0.5
    ledger.tracks().store(Songs.id(1), scored(0.2));
    ledger.tracks().store(Songs.id(2), scored(0.5));
    assertThat(catalogue.album(Songs.id(1)))
        .hasValueSatisfying(
            album -> {
              assertThat(album.genre()).isEqualTo("Hip-Hop");
              assertThat(album.share()).isCloseTo(0.55, within(1e-12));
              assertThat(album.tracks()).isEqualTo(2);
            });
  }

  @Test
  void ofEqualSharesTheFirstByNameIsTheAlbums() {
    assertThat(
            BlendedGenres.mean(
                    List.of(Map.of("Rock", 0.5, "Jazz", 0.5), Map.of("Jazz", 0.5, "Rock", 0.5)))
                .albumGenre())
        .isEqualTo(new AlbumGenre("Jazz", 0.5, 2));
  }

  @Test
  void quietLeadersMayLoseTheAlbumToASteadySecond() {
    Map<String, Double> a = Map.of("Rock", 0.5, "Pop", 0.45, "Jazz", 0.05);
    Map<String, Double> b = Map.of("Jazz", 0.5, "Pop", 0.45, "Rock", 0.05);
    assertThat(BlendedGenres.mean(List.of(a, b)).albumGenre())
        .isEqualTo(new AlbumGenre("Pop", 0.45, 2));
  }

  @Test
  void aSecondGenreIsNamedWhereItHasHalfAsMuchAsTheFirst() {
    BlendedGenres blend = new BlendedGenres(Map.of("Rock", 0.5, "Pop", 0.26, "Jazz", 0.24), 1);
    assertThat(blend.oneOrTwo("Rock")).containsExactly("Rock", "Pop");
    assertThat(blend.oneOrTwo("Jazz")).containsExactly("Jazz", "Rock");
    BlendedGenres clear = new BlendedGenres(Map.of("Rock", 0.7, "Pop", 0.3), 1);
    assertThat(clear.oneOrTwo("Rock")).containsExactly("Rock");
  }

  @Test
  void anAlbumsGenreIsTheDefaultForFilesButNotOverAPersons() {
    classify("1.mp3", 1, tags("a", "x", "One", ""), "Jazz");
    classify("2.mp3", 2, tags("b", "x", "One", ""), "Jazz");
    classify("3.mp3", 3, tags("c", "x", "One", ""), "Rock");
    classify("4.mp3", 4, tags("d", "x", "One", ""), "Rock");
    classify("5.mp3", 5, tags("e", "x", "One", ""), "Jazz");
    ledger.reviews().correct(Songs.id(4), "Polka", Songs.AT, List.of());
    assertThat(ledger.organizeQueue().page(true, 0, 10))
        .extracting(OrganizeCandidate::genre, OrganizeCandidate::verdict, OrganizeCandidate::genres)
        .containsExactly(
            tuple("Jazz", "Jazz", List.of("Jazz", "Rock")),
            tuple("Jazz", "Jazz", List.of("Jazz", "Rock")),
            tuple("Jazz", "Rock", List.of("Jazz", "Rock")),
            tuple("Polka", "Polka", List.of("Polka")),
            tuple("Jazz", "Jazz", List.of("Jazz", "Rock")));
  }
}
