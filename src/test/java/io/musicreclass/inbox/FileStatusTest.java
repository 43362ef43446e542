package io.musicreclass.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The states that can be determined without a daemon. */
class FileStatusTest {
  @TempDir Path folder;
  @TempDir Path outside;

  private Path song;

  @BeforeEach
  void make() throws IOException {
    song = Files.writeString(folder.resolve("song.mp3"), "la");
    Files.writeString(outside.resolve("song.mp3"), "la");
  }

  @Test
  void aSongIsNotIgnored() {
    assertThat(Inbox.status(folder, song)).isEqualTo(new FileStatus.Unseen());
  }

  @Test
  void aFileElsewhereIsNotInTheInbox() {
    assertThat(Inbox.status(folder, outside.resolve("song.mp3")))
        .isEqualTo(new FileStatus.NotInInbox(folder));
    assertThat(Inbox.status(folder, folder.resolve("../x.mp3")))
        .isInstanceOf(FileStatus.NotInInbox.class);
  }

  @Test
  void aFileThatDoesNotExistIsMissing() {
    assertThat(Inbox.status(folder, folder.resolve("no.mp3"))).isEqualTo(new FileStatus.Missing());
  }

  @Test
  void anIgnoredFileNamesItsRule() throws IOException {
    Path cover = Files.writeString(folder.resolve("cover.jpg"), "x");
    assertThat(Inbox.status(folder, cover))
        .isEqualTo(new FileStatus.Ignored("not an audio file (.jpg)"));
  }

  @Test
  void aFileInAHiddenFolderNamesTheFoldersRule() throws IOException {
    Path trash = Files.createDirectories(folder.resolve("a/.Trash-0/files"));
    Path thrown = Files.writeString(trash.resolve("song.mp3"), "la");
    assertIgnored(thrown, "in an ignored folder: hidden");
  }

  @Test
  void linksToFilesAndFoldersAreDistinguished() throws IOException {
    assertIgnored(link("out.mp3", outside.resolve("song.mp3")), "a symbolic link out of the inbox");
    assertIgnored(link("in.mp3", song), "a symbolic link into the inbox");
    assertIgnored(link("dangling.mp3", folder.resolve("none")), "a broken symbolic link");
    Path behind = link("folder", outside).resolve("song.mp3");
    assertIgnored(behind, "below a symbolic link to a folder");
  }

  @Test
  void aFolderIsNotASong() throws IOException {
    assertIgnored(Files.createDirectory(folder.resolve("a")), "a folder");
  }

  private Path link(String name, Path target) throws IOException {
    return Files.createSymbolicLink(folder.resolve(name), target);
  }

  private void assertIgnored(Path file, String rule) {
    assertThat(Inbox.status(folder, file))
        .isInstanceOfSatisfying(
            FileStatus.Ignored.class, i -> assertThat(i.rule()).startsWith(rule));
  }
}
