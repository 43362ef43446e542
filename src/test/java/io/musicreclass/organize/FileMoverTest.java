package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.musicreclass.organize.FileMover.Spot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMoverTest {
  @TempDir Path dir;

  private Path write(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content);
  }

  @Test
  void aRenameNeverOverwrites() throws IOException {
    Path a = write("a", "first");
    Path b = write("b", "second");

    assertThat(FileMover.rename(a, b)).isFalse();
    assertThat(a).hasContent("first");
    assertThat(b).hasContent("second");
    assertThat(FileMover.rename(a, dir.resolve("c"))).isTrue();
    assertThat(a).doesNotExist();
    assertThat(dir.resolve("c")).hasContent("first");
  }

  @Test
  void aRenameIntoAFolderThatIsNotThereSaysSo() throws IOException {
    Path a = write("a", "first");

    assertThatThrownBy(() -> FileMover.rename(a, dir.resolve("no/such")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no/such")
        .hasMessageContaining("check");
    assertThat(a).hasContent("first");
  }

  @Test
  void toAnotherFileSystemNothingIsRenamed() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory), "no second file system here");
    assumeTrue(!Files.getFileStore(memory).equals(Files.getFileStore(dir)), "the same one");
    Path a = write("a", "first");
    Path there = memory.resolve("reclass-test-" + ProcessHandle.current().pid());

    assertThat(FileMover.rename(a, there)).isFalse();
    assertThat(a).hasContent("first");
    assertThat(there).doesNotExist();
  }

  @Test
  void anotherSongOfThatNameGetsANumberAndTheSameSongIsToldApart() throws IOException {
    Path source = write("song.mp3", "x");
    Path shelf = Files.createDirectory(dir.resolve("shelf"));
    Path wanted = shelf.resolve("song.mp3");
    assertThat(FileMover.spot(source, wanted, p -> false)).isEqualTo(new Spot.Free(wanted));

    Files.writeString(wanted, "y");
    Path second = shelf.resolve("song (2).mp3");
    assertThat(FileMover.spot(source, wanted, p -> false)).isEqualTo(new Spot.Free(second));
    Files.writeString(second, "x");
    assertThat(FileMover.spot(source, wanted, p -> p.equals(second)))
        .isEqualTo(new Spot.Taken(second));
    assertThat(FileMover.spot(second, wanted, p -> false)).isEqualTo(new Spot.Here());
    assertThat(FileMover.spot(source, wanted, p -> false))
        .isEqualTo(new Spot.Free(shelf.resolve("song (3).mp3")));
  }

  @Test
  void aNameThatOnlyALinkHasIsTaken() throws IOException {
    Path source = write("song.mp3", "x");
    Path wanted = Files.createSymbolicLink(dir.resolve("l.mp3"), dir.resolve("nothing"));

    assertThat(FileMover.spot(source, wanted, p -> false))
        .isEqualTo(new Spot.Free(dir.resolve("l (2).mp3")));
  }

  @Test
  void foldersAreMadeBelowABaseButNotThroughLinks() throws IOException {
    Path base = dir.resolve("sorted");
    FileMover.makeFolders(base, base.resolve("Jazz/Miles"));
    assertThat(base.resolve("Jazz/Miles")).isDirectory();

    Files.createSymbolicLink(base.resolve("Pop"), dir);
    assertThatThrownBy(() -> FileMover.makeFolders(base, base.resolve("Pop/Miles")))
        .hasMessageContaining("is a link");
    write("sorted/Rock", "a file");
    assertThatThrownBy(() -> FileMover.makeFolders(base, base.resolve("Rock/Miles")))
        .hasMessageContaining("is no folder");
    Path away = dir.resolve("unmounted/sorted");
    assertThatThrownBy(() -> FileMover.makeFolders(away, away.resolve("Jazz")))
        .hasMessageContaining("mount its disk");
  }

  @Test
  void emptyFoldersAreRemovedUpToTheBase() throws IOException {
    Path album = Files.createDirectories(dir.resolve("sorted/Jazz/Miles/Blue"));
    write("sorted/Jazz/other.mp3", "x");

    FileMover.prune(dir.resolve("sorted"), album);

    assertThat(dir.resolve("sorted/Jazz/Miles")).doesNotExist();
    assertThat(dir.resolve("sorted/Jazz/other.mp3")).exists();
  }

  @Test
  void foldersThatNothingCameIntoAreRemovedAgain() throws IOException {
    Path base = Files.createDirectories(dir.resolve("sorted/Jazz")).getParent();
    try (CreatedFolders folders = FileMover.makeFolders(base, base.resolve("Jazz/Miles/Blue"))) {
      assertThat(folders.folder()).isDirectory();
    }
    assertThat(base.resolve("Jazz")).isEmptyDirectory();
    try (CreatedFolders folders = FileMover.makeFolders(base, base.resolve("Jazz/Miles/Blue"))) {
      Files.writeString(folders.folder().resolve("song"), "x");
    }
    assertThat(base.resolve("Jazz/Miles/Blue/song")).exists();

    Path fresh = dir.resolve("fresh");
    FileMover.makeFolders(fresh, fresh.resolve("a/b")).close();
    assertThat(fresh).doesNotExist();
  }

  @Test
  void foldersThatCannotBeMadeToTheEndAreNotMadeAtAll() throws IOException {
    Path base = Files.createDirectory(dir.resolve("sorted"));
    Path tooLong = base.resolve("Jazz/" + "x".repeat(300));

    assertThatThrownBy(() -> FileMover.makeFolders(base, tooLong)).isInstanceOf(IOException.class);
    assertThat(base).isEmptyDirectory();
  }

  @Test
  void namesThatDifferInCaseOrUnicodeFormOnlyMeetInTheFolderThatIsThere() throws IOException {
    Path base = Files.createDirectories(dir.resolve("sorted"));
    Path beatles = Files.createDirectories(base.resolve("Rock/Beatles"));
    Path decomposed = Files.createDirectories(base.resolve("Pop/Beyonce\u0301"));
    write("sorted/Rock/abba", "a file");

    assertThat(FileMover.spelled(base, base.resolve("ROCK/beatles/Help")))
        .isEqualTo(beatles.resolve("Help"));
    assertThat(FileMover.spelled(base, base.resolve("pop/BEYONC\u00c9"))).isEqualTo(decomposed);
    assertThat(FileMover.spelled(base, base.resolve("Rock/ABBA")))
        .as("no folder")
        .isEqualTo(base.resolve("Rock/ABBA"));
    Files.createDirectory(base.resolve("Rock/beatles"));
    assertThat(FileMover.spelled(base, base.resolve("Rock/beatles")))
        .as("the exact one of both")
        .isEqualTo(base.resolve("Rock/beatles"));
    assertThat(FileMover.spelled(base, base.resolve("Rock/BEATLES"))).isEqualTo(beatles);
  }
}
