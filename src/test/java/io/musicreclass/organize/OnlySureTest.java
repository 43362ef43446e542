package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.problems.Problems;
import io.musicreclass.testing.FileTags;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Songs are tagged and sorted when their genre is sure, albums as a whole. */
class OnlySureTest {
  private static final String[] MOVE = {"action", "move", "path", "sorted/{genre}/{file}"};
  private static final String[] UNSURE_FOLDER = {
    "action",
    "move",
    "path",
    "sorted/{genre}/{file}",
    "tag",
    "genre",
    "unsure-path",
    "unsure/{file}"
  };

  /** At this time, the inbox has been quiet since the last verdict. */
  private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));

  @TempDir Path folder;
  private OrganizeFixture fixture;

  @BeforeEach
  void install() throws IOException {
    fixture = new OrganizeFixture(folder);
  }

  /** A song without an album. */
  private Path single(String name, int sound) {
    return OrganizeFixture.flac(fixture.inbox.resolve(name), sound, Map.of());
  }

  /** Songs of one album, {@code 1.flac} and so on. */
  private void album(int songs) {
    for (int i = 1; i <= songs; i++) {
      Path song = fixture.inbox.resolve(i + ".flac");
      OrganizeFixture.flac(song, i, Map.of("tag:artist", "Miles", "tag:album", "One"));
    }
  }

  /** Verdicts by the number in the name. */
  private static Function<String, String> verdicts(String... genres) {
    return name -> genres[Integer.parseInt(name.substring(0, name.indexOf('.'))) - 1];
  }

  private void decide(Function<String, String> genre) throws IOException {
    try (Ledger ledger = fixture.ledger()) {
      fixture.decide(ledger, genre);
    }
  }

  private List<String> names() throws IOException {
    return OrganizeFixture.files(fixture.root).stream()
        .map(file -> fixture.root.relativize(file).toString())
        .filter(name -> !name.startsWith("var/"))
        .toList();
  }

  private FileOrganizer organizer(Ledger ledger, String... after) {
    FileOrganizer fileOrganizer =
        new FileOrganizer(
            fixture.setup(after),
            ledger,
            new ReentrantLock(),
            () -> false,
            new Problems().source(),
            LATER);
    fileOrganizer.applySettings();
    return fileOrganizer;
  }

  @Test
  void anUnsureSongIsNeitherSortedNorTaggedAndApplyReportsWhy() throws IOException {
    Path song = single("a.flac", 1);
    byte[] bytes = Files.readAllBytes(song);
    decide(name -> "Jazz 59");

    fixture.plan("action", "move", "tag", "genre");
    fixture.apply("action", "move", "tag", "genre");
    fixture.apply("tag", "genre");

    assertThat(fixture.reports)
        .hasSize(3)
        .containsOnly("left inbox/a.flac: not sure: Jazz 59 %, sure from 60 %");
    assertThat(song).hasBinaryContent(bytes);
    assertThat(fixture.sorted).doesNotExist();
  }

  @Test
  void anUnsureSongIsSortedIfOnlySureIsOff() throws IOException {
    single("a.flac", 1);
    decide(name -> "Jazz 20");

    fixture.apply("action", "move", "path", "sorted/{genre}/{file}", "only-sure", "false");

    assertThat(names()).containsExactly("sorted/Jazz/a.flac");
  }

  @Test
  void anAlbumWithASureGenreIsSortedWithItsUnsureSongs() throws IOException {
    album(4);
    decide(verdicts("Jazz", "Jazz", "Jazz", "Rock 30"));

    fixture.apply(MOVE);

    assertThat(names())
        .containsExactly(
            "sorted/Jazz/1.flac", "sorted/Jazz/2.flac", "sorted/Jazz/3.flac", "sorted/Jazz/4.flac");
  }

  @Test
  void anAlbumWithAnUnsureGenreStaysEvenIfASongIsSureOfAnother() throws IOException {
    album(4);
    decide(verdicts("Jazz 55", "Jazz 55", "Folk", "Rock 30"));

    fixture.apply(MOVE);

    assertThat(names())
        .containsExactly("inbox/1.flac", "inbox/2.flac", "inbox/3.flac", "inbox/4.flac");
    assertThat(fixture.reports)
        .contains(
            "left inbox/1.flac: not sure: Jazz 27 % over the 4 songs of its album, sure from 60 %",
            "left inbox/3.flac: not sure: Jazz 27 % over the 4 songs of its album; this song: Folk,"
                + " sure from 60 %");
  }

  @Test
  void aSongThatIsSureOfItsAlbumsGenreIsSortedOnItsOwn() throws IOException {
    album(4);
    decide(verdicts("Jazz", "Jazz", "Folk 50", "Rock 50"));

    fixture.apply(MOVE);

    assertThat(names())
        .containsExactly(
            "inbox/3.flac", "inbox/4.flac", "sorted/Jazz/1.flac", "sorted/Jazz/2.flac");
  }

  @Test
  void aCorrectionMakesItsSongSureAndItsFilePending() throws IOException {
    album(2);
    try (Ledger ledger = fixture.ledger();
        FileOrganizer fileOrganizer = organizer(ledger, MOVE)) {
      fixture.decide(ledger, verdicts("Jazz 40", "Rock 40"));
      assertThat(fileOrganizer.round()).isTrue();
      assertThat(names()).containsExactly("inbox/1.flac", "inbox/2.flac");
      assertThat(ledger.organizeQueue().unsure()).isEqualTo(2);

      TrackId first = OrganizeFixture.id(fixture.inbox.resolve("1.flac"));
      ledger.reviews().correct(first, "Polka", Instant.now(), List.of());
      assertThat(fileOrganizer.round()).isTrue();
      assertThat(names()).containsExactly("inbox/2.flac", "sorted/Polka/1.flac");
      assertThat(ledger.organizeQueue().unsure()).isEqualTo(1);
    }
  }

  @Test
  void aVerdictThatBecomesSureMakesItsFilePendingAndAnotherGenreDoesNot() throws IOException {
    Path song = single("a.flac", 1);
    TrackId id = OrganizeFixture.id(song);
    try (Ledger ledger = fixture.ledger();
        FileOrganizer fileOrganizer = organizer(ledger, MOVE)) {
      fixture.decide(ledger, name -> "Jazz 40");
      assertThat(fileOrganizer.round()).isTrue();
      OrganizeFixture.revote(ledger, id, "Jazz 45");
      assertThat(ledger.organizeQueue().pendingSince()).as("still unsure").isEmpty();
      OrganizeFixture.revote(ledger, id, "Jazz 70");
      assertThat(fileOrganizer.round()).isTrue();
      assertThat(names()).containsExactly("sorted/Jazz/a.flac");

      OrganizeFixture.revote(ledger, id, "Rock 90");
      assertThat(ledger.organizeQueue().pendingSince()).as("organized, another genre").isEmpty();
      OrganizeFixture.revote(ledger, id, "Rock 40");
      OrganizeFixture.revote(ledger, id, "Rock 90");
      assertThat(ledger.organizeQueue().pendingSince()).as("organized, sure again").isEmpty();
    }
    fixture.plan(MOVE);
    assertThat(fixture.reports)
        .containsExactly("move sorted/Jazz/a.flac sorted/Rock/a.flac: was Jazz");
  }

  @Test
  void anAlbumThatBecomesSureIsSortedWithTheWaitingSongs() throws IOException {
    album(2);
    try (Ledger ledger = fixture.ledger();
        FileOrganizer fileOrganizer = organizer(ledger, MOVE)) {
      fixture.decide(ledger, verdicts("Jazz 50", "Rock 50"));
      assertThat(fileOrganizer.round()).isTrue();
      assertThat(names()).containsExactly("inbox/1.flac", "inbox/2.flac");

      album(5);
      fixture.decide(ledger, verdicts("", "", "Jazz", "Jazz", "Jazz"));
      assertThat(fileOrganizer.round()).isTrue();
      assertThat(names()).hasSize(5).allMatch(name -> name.startsWith("sorted/Jazz/"));
    }
  }

  @Test
  void unsureSongsGoUntaggedToTheirFolderUntilTheyAreSure() throws IOException {
    Path song = single("a.flac", 1);
    byte[] bytes = Files.readAllBytes(song);
    TrackId id = OrganizeFixture.id(song);
    try (Ledger ledger = fixture.ledger();
        FileOrganizer fileOrganizer = organizer(ledger, UNSURE_FOLDER)) {
      fixture.decide(ledger, name -> "Jazz 40");
      assertThat(fileOrganizer.round()).isTrue();
      assertThat(names()).containsExactly("unsure/a.flac");
      assertThat(fixture.root.resolve("unsure/a.flac")).hasBinaryContent(bytes);

      OrganizeFixture.revote(ledger, id, "Jazz 70");
      assertThat(fileOrganizer.round()).isTrue();
      assertThat(names()).containsExactly("sorted/Jazz/a.flac");
      assertThat(FileTags.genre(fixture.sorted.resolve("Jazz/a.flac"))).isEqualTo("Jazz");

      single("b.flac", 2);
      fixture.decide(ledger, name -> "Rock 10");
      assertThat(fileOrganizer.round())
          .as("an emptied folder is not taken for an unmounted disk")
          .isTrue();
      assertThat(names()).containsExactly("sorted/Jazz/a.flac", "unsure/b.flac");
    }
    fixture.undo();
    assertThat(names()).containsExactly("inbox/a.flac", "inbox/b.flac");
    assertThat(song).hasBinaryContent(bytes);
  }

  @Test
  void theCopyOfAnUnsureSongIsRemovedOnceItsGenreIsSure() throws IOException {
    Path song = single("a.flac", 1);
    String[] copy = {
      "action", "copy", "path", "sorted/{genre}/{file}", "unsure-path", "unsure/{artist}/{file}"
    };
    decide(name -> "Jazz 40");
    fixture.apply(copy);
    assertThat(names()).containsExactly("inbox/a.flac", "unsure/Unknown Artist/a.flac");

    try (Ledger ledger = fixture.ledger()) {
      OrganizeFixture.revote(ledger, OrganizeFixture.id(song), "Jazz 90");
    }
    fixture.apply(copy);
    assertThat(names()).containsExactly("inbox/a.flac", "sorted/Jazz/a.flac");
    assertThat(fixture.root.resolve("unsure")).isEmptyDirectory();
  }

  @Test
  void anUndoneFileStaysEvenIfItsAlbumChanges() throws IOException {
    album(2);
    try (Ledger ledger = fixture.ledger();
        FileOrganizer fileOrganizer = organizer(ledger, UNSURE_FOLDER)) {
      fixture.decide(ledger, verdicts("Jazz 40", "Rock 40"));
      assertThat(fileOrganizer.round()).isTrue();
      assertThat(names()).containsExactly("unsure/1.flac", "unsure/2.flac");
    }
    fixture.undo();
    try (Ledger ledger = fixture.ledger();
        FileOrganizer fileOrganizer = organizer(ledger, UNSURE_FOLDER)) {
      OrganizeFixture.revote(
          ledger, OrganizeFixture.id(fixture.inbox.resolve("1.flac")), "Jazz 50");
      assertThat(ledger.organizeQueue().pendingSince()).isEmpty();
      assertThat(fileOrganizer.round()).isTrue();
      assertThat(names()).containsExactly("inbox/1.flac", "inbox/2.flac");
    }
  }

  @Test
  void theCurrentThresholdApplies() throws IOException {
    single("a.flac", 1);
    decide(name -> "Jazz 70");
    try (Ledger ledger = fixture.ledger()) {
      ledger.options().choose("sure", "0.9", "0.6");
      album(2);
      fixture.decide(ledger, verdicts("Rock 59", "Pop 30"));
      OrganizeTask apply =
          OrganizeTask.of(
              fixture.setup(MOVE),
              ledger,
              false,
              false,
              change -> fixture.reports.add(change.note()));
      apply.plan();
      assertThat(fixture.reports.get(1)).endsWith("sure from 90 %");
    }
  }
}
