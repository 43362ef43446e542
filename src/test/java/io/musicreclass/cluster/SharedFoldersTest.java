package io.musicreclass.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.playback.OpenedFile;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFoldersTest {
  @TempDir private Path folder;
  private Path mount;
  private SharedFolders folders;

  @BeforeEach
  void aShareWithASong() throws IOException {
    mount = Files.createDirectories(folder.resolve("mount"));
    Files.createDirectories(mount.resolve("a"));
    Files.writeString(mount.resolve("a/song.mp3"), "abc");
    Files.writeString(folder.resolve("outside"), "abc");
    folders = SharedFolders.of(List.of("/srv/music=" + mount), List.of());
  }

  private static SharedSong song(String owners, String... names) {
    return new SharedSong(
        owners,
        Arrays.stream(names)
            .map(n -> Base64.getUrlEncoder().withoutPadding().encodeToString(n.getBytes(UTF_8)))
            .toList(),
        3);
  }

  private void assertRefused(SharedSong song, String reason) {
    assertThatThrownBy(() -> folders.open(song))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aSongIsOpenedBelowTheFolderAsItIsNamedHere() throws IOException {
    SharedSong song = SharedSong.of(Path.of("/srv/music"), Path.of("/srv/music/a/song.mp3"), 3);
    try (OpenedFile opened = folders.open(song)) {
      assertThat(opened.path()).hasContent("abc");
    }
  }

  @Test
  void aNameThatIsNoTextIsOpened() throws IOException {
    byte[] bytes = {'/', 's', (byte) 0xe9, '.', 'm', 'p', '3'};
    Path owners = SongFile.path(concat("/srv/music".getBytes(UTF_8), bytes));
    Path here = SongFile.path(concat(SongFile.bytes(mount), bytes));
    Files.writeString(here, "abc");
    try (OpenedFile opened = folders.open(SharedSong.of(Path.of("/srv/music"), owners, 3))) {
      assertThat(opened.path()).hasContent("abc");
    }
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @Test
  void noNameLeadsOutOfTheFolder() {
    for (String[] names :
        new String[][] {
          {}, {""}, {"."}, {".."}, {"a", "..", "song.mp3"}, {"../outside"}, {"/etc/passwd"}, {"a\0"}
        }) {
      assertThatThrownBy(() -> song("/srv/music", names))
          .as(Arrays.toString(names))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new SharedSong("/srv/music", List.of("**"), 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void otherFoldersAndOtherSpellingsAreNotMapped() {
    for (String other : List.of("/srv/Music", "/srv/music/", "/srv", "/", "", mount.toString())) {
      assertRefused(song(other, "a", "song.mp3"), "no folder");
    }
  }

  @Test
  void linksAndWhatIsNoFileAreRefused() throws IOException {
    Files.createSymbolicLink(mount.resolve("link.mp3"), folder.resolve("outside"));
    Files.createSymbolicLink(mount.resolve("inside.mp3"), mount.resolve("a/song.mp3"));
    Files.createSymbolicLink(mount.resolve("up"), folder);
    Files.createSymbolicLink(mount.resolve("same"), mount.resolve("a"));
    assertRefused(song("/srv/music", "link.mp3"), "");
    assertRefused(song("/srv/music", "inside.mp3"), "");
    assertRefused(song("/srv/music", "up", "outside"), "link");
    assertRefused(song("/srv/music", "same", "song.mp3"), "link");
    assertRefused(song("/srv/music", "a"), "");
    assertRefused(song("/srv/music", "missing"), "");
    Files.writeString(mount.resolve("a/song.mp3"), "another size");
    assertRefused(song("/srv/music", "a", "song.mp3"), "size");
  }

  @Test
  void aWrongMapIsRefusedWithAnExample() {
    for (String wrong : List.of("", "/srv/music", "music=/mnt", "/srv/music=mnt", "=")) {
      assertThat(SharedFolders.problem(List.of(wrong)))
          .as(wrong)
          .hasValueSatisfying(problem -> assertThat(problem).contains("/srv/music=/mnt/nas/music"));
    }
    assertThat(SharedFolders.problem(List.of("/srv/music=/mnt"))).isEmpty();
  }
}
