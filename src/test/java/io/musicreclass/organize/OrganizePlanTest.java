package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.musicreclass.decode.TestAudio;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Arrived;
import io.musicreclass.ledger.rows.RecordedChange;
import io.musicreclass.tags.TagFile;
import io.musicreclass.testing.FileTags;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrganizePlanTest {
  private static final String PATTERN = "sorted/{genre}/{artist}/{file}";

  @TempDir Path folder;
  private OrganizeFixture fixture;

  @BeforeEach
  void install() throws IOException {
    fixture = new OrganizeFixture(folder);
  }

  private Path flac(String name, int number) {
    return OrganizeFixture.flac(fixture.inbox.resolve(name), number, Map.of("tag:artist", "Miles"));
  }

  private void decide(String genre) throws IOException {
    try (Ledger ledger = fixture.ledger()) {
      fixture.decide(ledger, name -> genre);
    }
  }

  /** Whether the queue would take a file again. */
  private Arrived arrive(Path file) throws IOException {
    try (Ledger ledger = fixture.ledger()) {
      return ledger.queue().arrive(SongFile.stat(file), Origin.INBOX);
    }
  }

  private List<String> names() throws IOException {
    return OrganizeFixture.files(fixture.root).stream()
        .map(file -> fixture.root.relativize(file).toString())
        .filter(name -> !name.startsWith("var/"))
        .toList();
  }

  @Test
  void aMovedFileIsTheSameFileAndIsNotClassifiedAgain() throws IOException {
    Path song = flac("a.flac", 1);
    SongFile before = SongFile.stat(song);
    decide("Jazz");

    fixture.apply("action", "move", "path", PATTERN);

    Path now = fixture.sorted.resolve("Jazz/Miles/a.flac");
    assertThat(SongFile.stat(now))
        .isEqualTo(new SongFile(now, before.inode(), before.size(), before.mtime()));
    assertThat(arrive(now)).isEqualTo(Arrived.KNOWN);
    assertThat(names()).containsExactly("sorted/Jazz/Miles/a.flac");

    fixture.undo();
    assertThat(SongFile.stat(song)).isEqualTo(before);
    assertThat(arrive(song)).isEqualTo(Arrived.KNOWN);
    assertThat(names()).containsExactly("inbox/a.flac");
    assertThat(fixture.sorted).isEmptyDirectory();
  }

  @Test
  void aFileTaggedInPlaceIsNotClassifiedAgainAndIsRestored() throws IOException {
    Path song = flac("a.flac", 1);
    byte[] bytes = Files.readAllBytes(song);
    SongFile before = SongFile.stat(song);
    decide("Jazz");

    fixture.apply("tag", "genre");
    assertThat(FileTags.genre(song)).isEqualTo("Jazz");
    assertThat(SongFile.stat(song)).isNotEqualTo(before);
    assertThat(arrive(song)).isEqualTo(Arrived.KNOWN);

    fixture.undo();
    assertThat(song).hasBinaryContent(bytes);
    assertThat(SongFile.stat(song).mtime()).isEqualTo(before.mtime());
    assertThat(arrive(song)).isEqualTo(Arrived.KNOWN);
    assertThat(names()).containsExactly("inbox/a.flac");
  }

  @Test
  void likelyStylesOtherThanTheGenreAndMoodsAreWrittenAndUndone() throws IOException {
    Path song = flac("a.flac", 1);
    byte[] bytes = Files.readAllBytes(song);
    decide("Jazz");

    fixture.apply("tag", "style,mood");
    assertThat(FileTags.genre(song)).isEmpty();
    assertThat(TagFile.read(song).all(TagFile.STYLE)).containsExactly("House", "Swing");
    assertThat(TagFile.read(song).all(TagFile.MOOD)).containsExactly("happy");

    fixture.undo();
    assertThat(song).hasBinaryContent(bytes);
    fixture.apply("tag", "genre");
    assertThat(FileTags.genre(song)).isEqualTo("Jazz");
    assertThat(TagFile.read(song).all(TagFile.MOOD)).isEmpty();
  }

  @Test
  void aCopyIsTaggedAndTheOriginalIsNot() throws IOException {
    Path song = flac("a.flac", 1);
    byte[] bytes = Files.readAllBytes(song);
    decide("Jazz");

    fixture.apply("action", "copy", "tag", "genre", "path", PATTERN);
    assertThat(song).hasBinaryContent(bytes);
    assertThat(FileTags.genre(fixture.sorted.resolve("Jazz/Miles/a.flac"))).isEqualTo("Jazz");

    fixture.undo();
    assertThat(song).hasBinaryContent(bytes);
    assertThat(names()).containsExactly("inbox/a.flac");
  }

  @Test
  void applyingTwiceChangesNothingTheSecondTime() throws IOException {
    flac("a.flac", 1);
    decide("Jazz");
    String[] after = {"action", "move", "tag", "genre", "path", PATTERN};
    fixture.apply(after);
    Path now = fixture.sorted.resolve("Jazz/Miles/a.flac");
    SongFile first = SongFile.stat(now);
    fixture.reports.clear();

    fixture.apply(after);

    assertThat(fixture.reports).containsExactly("left sorted/Jazz/Miles/a.flac");
    assertThat(SongFile.stat(now)).isEqualTo(first);
  }

  @Test
  void anotherSongWithThatNameGetsANumberAndADuplicateIsNotMoved() throws IOException {
    Files.createDirectories(fixture.sorted.resolve("Jazz/Miles"));
    Path other = OrganizeFixture.flac(fixture.sorted.resolve("Jazz/Miles/a.flac"), 2, Map.of());
    Path same = OrganizeFixture.flac(fixture.sorted.resolve("Jazz/Miles/b.flac"), 3, Map.of());
    byte[] bytes = Files.readAllBytes(other);
    flac("a.flac", 1);
    flac("b.flac", 3);
    decide("Jazz");

    fixture.apply("action", "move", "path", PATTERN);

    assertThat(other).hasBinaryContent(bytes);
    assertThat(fixture.reports)
        .containsExactlyInAnyOrder(
            "move inbox/a.flac sorted/Jazz/Miles/a (2).flac",
            "left inbox/b.flac: the same song already exists: " + same);
    assertThat(names())
        .containsExactly(
            "inbox/b.flac",
            "sorted/Jazz/Miles/a (2).flac",
            "sorted/Jazz/Miles/a.flac",
            "sorted/Jazz/Miles/b.flac");
  }

  @Test
  void aNewVerdictMovesAFileAgainAndUndoRestoresTheOriginalPath() throws IOException {
    Path song = flac("a.flac", 1);
    byte[] bytes = Files.readAllBytes(song);
    decide("Jazz");
    String[] after = {"action", "move", "tag", "genre", "path", PATTERN};
    fixture.apply(after);
    try (Ledger ledger = fixture.ledger()) {
      ledger
          .reviews()
          .correct(
              OrganizeFixture.id(fixture.sorted.resolve("Jazz/Miles/a.flac")),
              "Rock",
              Instant.now(),
              List.of());
    }

    fixture.apply(after);
    Path now = fixture.sorted.resolve("Rock/Miles/a.flac");
    assertThat(names()).containsExactly("sorted/Rock/Miles/a.flac");
    assertThat(FileTags.genre(now)).isEqualTo("Rock");

    fixture.undo();
    assertThat(names()).containsExactly("inbox/a.flac");
    assertThat(song).hasBinaryContent(bytes);
  }

  @Test
  void filesChangedSinceAreKeptAndTheOthersAreRestored() throws IOException {
    flac("a.flac", 1);
    flac("b.flac", 2);
    flac("c.flac", 3);
    flac("d.flac", 4);
    decide("Jazz");
    fixture.apply("action", "move", "tag", "genre", "path", "sorted/{genre}/{file}");
    Path jazz = fixture.sorted.resolve("Jazz");
    Files.write(jazz.resolve("a.flac"), new byte[] {1}, StandardOpenOption.APPEND);
    Files.delete(jazz.resolve("b.flac"));
    Files.writeString(fixture.inbox.resolve("c.flac"), "another");
    fixture.reports.clear();

    fixture.undo();

    assertThat(fixture.reports)
        .containsExactly(
            "move sorted/Jazz/d.flac inbox/d.flac",
            "refused sorted/Jazz/c.flac: another file exists at " + fixture.inbox.resolve("c.flac"),
            "refused sorted/Jazz/b.flac: it no longer exists",
            "refused sorted/Jazz/a.flac: it has changed since");
    assertThat(names())
        .containsExactly(
            "inbox/c.flac", "inbox/d.flac", "sorted/Jazz/a.flac", "sorted/Jazz/c.flac");
  }

  @Test
  void theLastCopyOfASongIsNotRemoved() throws IOException {
    Path song = flac("a.flac", 1);
    decide("Jazz");
    fixture.apply("action", "copy", "path", PATTERN);
    Files.delete(song);
    fixture.reports.clear();

    fixture.undo();

    assertThat(fixture.reports).singleElement().asString().contains("the only copy left");
    assertThat(names()).containsExactly("sorted/Jazz/Miles/a.flac");
  }

  @Test
  void aFileThatChangedSinceItWasAnalysedIsLeftAlone() throws IOException {
    Path song = flac("a.flac", 1);
    decide("Jazz");
    Files.write(song, new byte[] {1}, StandardOpenOption.APPEND);

    fixture.apply("action", "move", "tag", "genre");

    assertThat(fixture.reports)
        .containsExactly("left inbox/a.flac: it has changed since it was analysed");
    assertThat(names()).containsExactly("inbox/a.flac");
  }

  @Test
  void aPlanChangesNothing() throws IOException {
    flac("a.flac", 1);
    decide("Jazz");

    fixture.plan("action", "move", "tag", "genre");
    fixture.plan("tag", "genre");

    assertThat(fixture.reports)
        .containsExactly(
            "move inbox/a.flac sorted/Jazz/Miles/Unknown Album/a.flac: with new tags",
            "tag inbox/a.flac");
    assertThat(names()).containsExactly("inbox/a.flac");
    assertThat(fixture.sorted).doesNotExist();
  }

  @Test
  void filesWhoseTagsCannotBeWrittenAreMovedAndReported() throws IOException {
    Path song = fixture.inbox.resolve("a.tta");
    TestAudio.write(song, "tta", "tta", 44100, 1, TestAudio.tones(44100, 1, 0.3));
    decide("Jazz");

    fixture.apply("action", "move", "tag", "genre", "path", "sorted/{genre}/{file}");

    assertThat(fixture.reports)
        .containsExactly("move inbox/a.tta sorted/Jazz/a.tta: tags of .tta files are not written");
  }

  @Test
  void acrossFileSystemsAFileIsCopiedVerifiedAndRemoved() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory), "no second file system here");
    assumeTrue(!Files.getFileStore(memory).equals(Files.getFileStore(folder)), "the same one");
    Path there = Files.createTempDirectory(memory, "reclass");
    Path song = flac("a.flac", 1);
    byte[] bytes = Files.readAllBytes(song);
    long mtime = SongFile.stat(song).mtime();
    decide("Jazz");
    try {
      fixture.apply("action", "move", "path", there + "/{genre}/{file}");

      Path now = there.resolve("Jazz/a.flac");
      assertThat(now).hasBinaryContent(bytes);
      assertThat(Files.getLastModifiedTime(now))
          .isEqualTo(FileTime.from(mtime, TimeUnit.NANOSECONDS));
      assertThat(names()).isEmpty();
      assertThat(OrganizeFixture.files(there)).containsExactly(now);
      assertThat(arrive(now)).isEqualTo(Arrived.KNOWN);

      fixture.undo();
      assertThat(song).hasBinaryContent(bytes);
      assertThat(SongFile.stat(song).mtime()).isEqualTo(mtime);
      assertThat(OrganizeFixture.files(there)).isEmpty();
    } finally {
      try (var left = Files.walk(there)) {
        for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @Test
  void nothingIsDoneIfTheTargetIsNotMounted() throws IOException {
    flac("a.flac", 1);
    decide("Jazz");

    fixture.apply("action", "move", "path", "no/such/disk/{genre}/{file}");

    assertThat(fixture.reports).singleElement().asString().startsWith("failed").contains("mount");
    assertThat(names()).containsExactly("inbox/a.flac");
    try (Ledger ledger = fixture.ledger()) {
      assertThat(ledger.changes().unfinished()).isEmpty();
      assertThat(ledger.changes().since(Instant.EPOCH)).isEmpty();
    }
  }

  @Test
  void nothingIsWrittenIntoTheEmptyMountPointOfADiskThatHasSortedSongs() throws IOException {
    flac("a.flac", 1);
    decide("Jazz");
    String[] after = {"action", "move", "path", PATTERN};
    fixture.apply(after);
    Path disk = Files.move(fixture.sorted, fixture.root.resolve("unplugged"));
    flac("b.flac", 2);
    decide("Jazz");

    for (boolean there : new boolean[] {false, true}) {
      if (there) {
        Files.createDirectory(fixture.sorted);
      }
      fixture.reports.clear();
      fixture.apply(after);
      assertThat(fixture.reports)
          .anyMatch(
              line -> line.startsWith("failed inbox/b.flac") && line.contains("mount its disk"));
      assertThat(names()).containsExactly("inbox/b.flac", "unplugged/Jazz/Miles/a.flac");
    }

    Files.delete(fixture.sorted);
    Files.move(disk, fixture.sorted);
    fixture.apply(after);
    assertThat(names()).containsExactly("sorted/Jazz/Miles/a.flac", "sorted/Jazz/Miles/b.flac");
  }

  @Test
  void anInterruptedRenameByLinksIsCompleted() throws IOException {
    Path song = flac("a.flac", 1);
    decide("Jazz");
    Path target = Files.createDirectories(fixture.sorted).resolve("a.flac");
    try (Ledger ledger = fixture.ledger()) {
      RecordedChange change =
          ledger
              .changes()
              .intend(
                  1,
                  RecordedChange.Kind.MOVE,
                  OrganizeFixture.id(song),
                  "Jazz",
                  SongFile.stat(song),
                  target);
      Files.createLink(target, song); // the first half of a rename by hard link
      assertThat(new CrashRecovery(ledger.changes()).recoverAll()).isEqualTo(1);
      assertThat(ledger.changes().batch(1))
          .extracting(RecordedChange::id)
          .containsExactly(change.id());
      assertThat(ledger.views().file(target)).isPresent();
    }
    assertThat(names()).containsExactly("sorted/a.flac");
  }

  @Test
  void artistsThatDifferOnlyInCaseShareAFolderAsPlanned() throws IOException {
    Files.createDirectories(fixture.sorted.resolve("Jazz/MILES"));
    flac("a.flac", 1);
    OrganizeFixture.flac(fixture.inbox.resolve("b.flac"), 2, Map.of("tag:artist", "miles"));
    OrganizeFixture.flac(fixture.inbox.resolve("c.flac"), 3, Map.of("tag:artist", "Abba"));
    OrganizeFixture.flac(fixture.inbox.resolve("d.flac"), 4, Map.of("tag:artist", "ABBA"));
    decide("Jazz");
    String[] after = {"action", "move", "path", PATTERN};

    fixture.plan(after);
    List<String> planned = List.copyOf(fixture.reports);
    fixture.reports.clear();
    fixture.apply(after);

    assertThat(fixture.reports).isEqualTo(planned);
    assertThat(names()).hasSize(4).contains("sorted/Jazz/MILES/a.flac", "sorted/Jazz/MILES/b.flac");
    assertThat(fixture.sorted.resolve("Jazz").toFile().list()).hasSize(2);
  }

  @Test
  void noEmptyFoldersAreLeftWhereAFileCannotBeMoved() throws IOException {
    flac("a.flac", 1);
    decide("Jazz");
    Files.createSymbolicLink(
        Files.createDirectories(fixture.sorted.resolve("Jazz")).resolve("Miles"), fixture.inbox);

    fixture.apply("action", "move", "path", "sorted/x/{genre}/{file}");
    fixture.undo();
    fixture.reports.clear();
    fixture.apply("action", "move", "path", "sorted/{genre}/{artist}/{album}/{file}");

    assertThat(fixture.reports)
        .singleElement()
        .asString()
        .startsWith("failed")
        .contains("is a symbolic link");
    assertThat(fixture.reports.get(0)).contains(Files.getFileStore(folder).type() + " at /");
    assertThat(fixture.sorted.resolve("x/Jazz")).doesNotExist();
    assertThat(names()).containsExactly("inbox/a.flac");
  }

  @Test
  void aTargetInTheInboxIsRefusedAndNoFolderIsLeft() throws IOException {
    flac("a.flac", 1);
    decide("Jazz");
    Files.createSymbolicLink(fixture.sorted, fixture.inbox);

    fixture.apply("action", "move", "path", PATTERN);

    assertThat(fixture.reports)
        .singleElement()
        .asString()
        .contains("its target is inside the inbox");
    try (var all = Files.walk(fixture.inbox)) {
      assertThat(all).containsExactly(fixture.inbox, fixture.inbox.resolve("a.flac"));
    }
  }

  @Test
  void theNameReservedByAnInterruptedRenameIsFreed() throws IOException {
    Path song = flac("a.flac", 1);
    decide("Jazz");
    Path target = Files.createDirectories(fixture.sorted).resolve("a.flac");
    try (Ledger ledger = fixture.ledger()) {
      var unused =
          ledger
              .changes()
              .intend(
                  1,
                  RecordedChange.Kind.MOVE,
                  OrganizeFixture.id(song),
                  "Jazz",
                  SongFile.stat(song),
                  target);
      Files.createFile(target); // as on a file system without links
      assertThat(new CrashRecovery(ledger.changes()).recoverAll()).isEqualTo(1);
      assertThat(ledger.changes().batch(1)).isEmpty();
    }
    assertThat(names()).containsExactly("inbox/a.flac");
  }

  @Test
  void aTaggedFileGetsANewTimeUnlessItIsToKeepItsOwn() throws IOException {
    FileTime old = FileTime.from(Instant.parse("2001-02-03T04:05:06.789Z"));
    Path updated = flac("a.flac", 1);
    Files.setLastModifiedTime(updated, old);
    decide("Jazz");
    fixture.apply("tag", "genre");
    assertThat(Files.getLastModifiedTime(updated)).isGreaterThan(old);

    Path unchanged = flac("b.flac", 2);
    Files.setLastModifiedTime(unchanged, old);
    decide("Jazz");
    fixture.apply("tag", "genre", "mtime", "keep");
    assertThat(Files.getLastModifiedTime(unchanged)).isEqualTo(old);
    assertThat(FileTags.genre(unchanged)).isEqualTo("Jazz");
    assertThat(arrive(unchanged)).isEqualTo(Arrived.KNOWN);
  }

  @Test
  void configuredNamesAreUsedForTagsAndNotForFolders() throws IOException {
    Files.writeString(fixture.root.resolve("names"), "Jazz = Bebop\nRock =\n");
    String[] after = {
      "action", "move", "tag", "genre", "path", "sorted/{genre}/{file}", "names", "names"
    };
    flac("a.flac", 1);
    decide("Jazz");
    Path rock = flac("b.flac", 2);
    byte[] bytes = Files.readAllBytes(rock);
    decide("Rock");

    fixture.apply(after);

    assertThat(names()).containsExactly("names", "sorted/Jazz/a.flac", "sorted/Rock/b.flac");
    assertThat(FileTags.genre(fixture.sorted.resolve("Jazz/a.flac"))).isEqualTo("Bebop");
    assertThat(fixture.sorted.resolve("Rock/b.flac")).hasBinaryContent(bytes);
    assertThat(fixture.reports.get(1))
        .contains("no tags are written for Rock (reclass.after.names)");
    fixture.reports.clear();
    fixture.apply(after);
    assertThat(fixture.reports).allMatch(line -> line.startsWith("left"));
  }

  @Test
  void applyIsRefusedIfTheSettingsRequireNothing() {
    assertThatThrownBy(() -> fixture.apply()).hasMessageContaining("reclass.after.action");
  }
}
