package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.musicreclass.organize.FileMover.Destination;
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
  void aRenameIntoAMissingFolderReportsIt() throws IOException {
    Path a = write("a", "first");

    assertThatThrownBy(() -> FileMover.rename(a, dir.resolve("no/such")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no/such")
        .hasMessageContaining("check");
    assertThat(a).hasContent("first");
  }

  @Test
  void aRenameToAnotherFileSystemIsRefused() throws IOException {
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
  void anotherSongWithThatNameGetsANumberAndTheSameSongIsRecognised() throws IOException {
    Path source = write("song.mp3", "x");
    Path target = Files.createDirectory(dir.resolve("target"));
    Path wanted = target.resolve("song.mp3");
    assertThat(FileMover.destination(source, wanted, p -> false))
        .isEqualTo(new Destination.Free(wanted));

    Files.writeString(wanted, "y");
    Path second = target.resolve("song (2).mp3");
    assertThat(FileMover.destination(source, wanted, p -> false))
        .isEqualTo(new Destination.Free(second));
    Files.writeString(second, "x");
    assertThat(FileMover.destination(source, wanted, p -> p.equals(second)))
        .isEqualTo(new Destination.Duplicate(second));
    assertThat(FileMover.destination(second, wanted, p -> false))
        .isEqualTo(new Destination.Current());
    assertThat(FileMover.destination(source, wanted, p -> false))
        .isEqualTo(new Destination.Free(target.resolve("song (3).mp3")));
  }

  @Test
  void aNameOfADanglingLinkIsTaken() throws IOException {
    Path source = write("song.mp3", "x");
    Path wanted = Files.createSymbolicLink(dir.resolve("l.mp3"), dir.resolve("nothing"));

    assertThat(FileMover.destination(source, wanted, p -> false))
        .isEqualTo(new Destination.Free(dir.resolve("l (2).mp3")));
  }

  @Test
  void foldersAreCreatedBelowABaseButNotThroughLinks() throws IOException {
    Path base = dir.resolve("sorted");
    FileMover.createFolders(base, base.resolve("Jazz/Miles"));
    assertThat(base.resolve("Jazz/Miles")).isDirectory();

    Files.createSymbolicLink(base.resolve("Pop"), dir);
    assertThatThrownBy(() -> FileMover.createFolders(base, base.resolve("Pop/Miles")))
        .hasMessageContaining("is a symbolic link");
    write("sorted/Rock", "a file");
    assertThatThrownBy(() -> FileMover.createFolders(base, base.resolve("Rock/Miles")))
        .hasMessageContaining("is not a folder");
    Path away = dir.resolve("unmounted/sorted");
    assertThatThrownBy(() -> FileMover.createFolders(away, away.resolve("Jazz")))
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
  void createdFoldersThatStayEmptyAreRemovedAgain() throws IOException {
    Path base = Files.createDirectories(dir.resolve("sorted/Jazz")).getParent();
    try (CreatedFolders folders = FileMover.createFolders(base, base.resolve("Jazz/Miles/Blue"))) {
      assertThat(folders.folder()).isDirectory();
    }
    assertThat(base.resolve("Jazz")).isEmptyDirectory();
    try (CreatedFolders folders = FileMover.createFolders(base, base.resolve("Jazz/Miles/Blue"))) {
      Files.writeString(folders.folder().resolve("song"), "x");
    }
    assertThat(base.resolve("Jazz/Miles/Blue/song")).exists();

    Path other = dir.resolve("other");
    FileMover.createFolders(other, other.resolve("a/b")).close();
    assertThat(other).doesNotExist();
  }

  @Test
  void noFolderIsLeftIfOneOfThemCannotBeCreated() throws IOException {
    Path base = Files.createDirectory(dir.resolve("sorted"));
    Path tooLong = base.resolve("Jazz/" + "x".repeat(300));

    assertThatThrownBy(() -> FileMover.createFolders(base, tooLong))
        .isInstanceOf(IOException.class);
    assertThat(base).isEmptyDirectory();
  }

  @Test
  void namesThatDifferOnlyInCaseOrUnicodeFormShareTheExistingFolder() throws IOException {
    Path base = Files.createDirectories(dir.resolve("sorted"));
    Path beatles = Files.createDirectories(base.resolve("Rock/Beatles"));
    Path decomposed = Files.createDirectories(base.resolve("Pop/Beyonce\u0301"));
    write("sorted/Rock/abba", "a file");

    assertThat(FileMover.spelled(base, base.resolve("ROCK/beatles/Help")))
        .isEqualTo(beatles.resolve("Help"));
    assertThat(FileMover.spelled(base, base.resolve("pop/BEYONC\u00c9"))).isEqualTo(decomposed);
    assertThat(FileMover.spelled(base, base.resolve("Rock/ABBA")))
        .as("not a folder")
        .isEqualTo(base.resolve("Rock/ABBA"));
    Files.createDirectory(base.resolve("Rock/beatles"));
    assertThat(FileMover.spelled(base, base.resolve("Rock/beatles")))
        .as("the exact spelling")
        .isEqualTo(base.resolve("Rock/beatles"));
    assertThat(FileMover.spelled(base, base.resolve("Rock/BEATLES"))).isEqualTo(beatles);
  }
}
