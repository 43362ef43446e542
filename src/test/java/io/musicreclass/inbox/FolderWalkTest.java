package io.musicreclass.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWalkTest {
  private static final String ROOT = "20 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n";

  @TempDir Path temp;
  private Path folder;
  private Path mountinfo;
  private FolderWalk walk;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(temp.toRealPath().resolve("music"));
    mountinfo = Files.writeString(temp.resolve("mountinfo"), ROOT);
    walk = new FolderWalk(folder, "reclass.library.paths", mountinfo);
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "sound");
  }

  private List<String> found() {
    List<String> found = new ArrayList<>();
    walk.songs(song -> found.add(folder.relativize(song.path()).toString()), () -> false);
    return found;
  }

  @Test
  void everySongInTheTreeIsFound() throws IOException {
    Path song = file("Artist/Album/01.mp3");
    List<SongFile> found = new ArrayList<>();
    walk.songs(found::add, () -> false);
    assertThat(found).containsExactly(SongFile.stat(song));
  }

  @Test
  void filesIgnoredByNameAreCountedByRule() throws IOException {
    file("a.mp3");
    file("b.jpg");
    Path cover = file("c/d.jpg");
    Path bin = file("@Recycle/e.mp3").getParent();
    found();
    assertThat(walk.ignored()).extracting(Ignored::count).containsExactly(2, 1);
    assertThat(walk.ignored().get(0).rule()).contains(".jpg");
    assertThat(walk.ignored().get(0).examples()).contains(cover);
    assertThat(walk.ignored().get(1).examples()).containsExactly(bin);
  }

  @Test
  void filesIgnoredInAnInboxAreIgnored() throws IOException {
    for (String name :
        List.of(
            "a.mp3",
            "cover.jpg",
            ".hidden.mp3",
            ".Trash/b.mp3",
            "@eaDir/c.mp3",
            "d.mp3.part",
            "e.mp3~",
            "Disc 2/f.flac",
            "no extension")) {
      file(name);
    }
    assertThat(found()).containsExactlyInAnyOrder("a.mp3", "Disc 2/f.flac", "no extension");
  }

  @Test
  void aFileWithAPartFileIsStillBeingDownloaded() throws IOException {
    file("a.mp3");
    file("a.mp3.part");
    file("b.mp3");
    assertThat(found()).containsExactly("b.mp3");
  }

  @Test
  void linksAreNotFollowed() throws IOException {
    file("a.mp3");
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("b.mp3"), "sound");
    Files.createSymbolicLink(folder.resolve("link"), elsewhere);
    Files.createSymbolicLink(folder.resolve("round"), folder);
    Files.createSymbolicLink(folder.resolve("c.mp3"), elsewhere.resolve("b.mp3"));
    assertThat(found()).containsExactly("a.mp3");
  }

  @Test
  void aWalkCanBeStopped() throws IOException {
    for (int i = 0; i < 20; i++) {
      file(i + ".mp3");
    }
    List<SongFile> found = new ArrayList<>();
    walk.songs(found::add, () -> found.size() == 3);
    assertThat(found).hasSize(3);
  }

  @Test
  void aMissingFolderIsOffline() throws IOException {
    assertThat(walk.offlineReason()).isEmpty();
    Files.delete(folder);
    assertThat(walk.offlineReason())
        .get()
        .asString()
        .contains("does not exist")
        .contains("mount its disk");
    assertThat(found()).isEmpty();
  }

  @Test
  void aFileInItsPlaceNamesTheSetting() throws IOException {
    Files.delete(folder);
    Files.writeString(folder, "");
    assertThat(walk.offlineReason()).get().asString().contains("set reclass.library.paths");
  }

  @Test
  void anUnmountedFolderIsOfflineThoughItsMountPointExists() throws IOException {
    Files.writeString(mountinfo, ROOT + "31 20 8:17 / " + folder + " rw - vfat /dev/sdb1 rw\n");
    assertThat(walk.offlineReason()).isEmpty();
    Files.writeString(mountinfo, ROOT);
    assertThat(walk.offlineReason()).get().asString().contains("is no longer mounted");
  }

  @Test
  void aFolderWithoutVisibleFilesIsEmpty() throws IOException {
    file(".keep");
    Files.createDirectory(folder.resolve("lost+found"));
    assertThat(walk.isEmpty()).isTrue();
    file("Artist/a.mp3");
    assertThat(walk.isEmpty()).isFalse();
  }
}
