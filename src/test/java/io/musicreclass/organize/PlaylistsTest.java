package io.musicreclass.organize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaylistsTest {
  @TempDir Path dir;

  @Test
  void pathsAreRelativeToTheList() throws IOException {
    Playlists lists = new Playlists(dir.resolve("lists"));

    Path list =
        lists.write(
            "Hip-Hop",
            List.of(
                dir.resolve("music/a b.mp3"),
                dir.resolve("lists/#1.mp3"),
                dir.resolve("music/two\nlines.mp3")));

    assertThat(list).isEqualTo(dir.resolve("lists/Hip-Hop.m3u8"));
    assertThat(list).hasContent("#EXTM3U\n#RECLASS Hip-Hop\n../music/a b.mp3\n./#1.mp3\n");
  }

  @Test
  void invalidUtf8InANameIsPreserved() throws IOException {
    Path song = SongFile.path((dir + "/caf\u00e9.mp3").getBytes(ISO_8859_1));

    Path list = new Playlists(dir).write("Pop", List.of(song));

    assertThat(Files.readString(list, ISO_8859_1)).endsWith("\n./caf\u00e9.mp3\n");
  }

  @Test
  void ourOwnPlaylistIsReplacedAndAnyOtherIsNot() throws IOException {
    Playlists lists = new Playlists(dir);
    lists.write("Pop", List.of(dir.resolve("a.mp3")));
    Path list = lists.write("Pop", List.of(dir.resolve("b.mp3")));
    assertThat(list).hasContent("#EXTM3U\n#RECLASS Pop\n./b.mp3\n");

    Files.writeString(list, "#EXTM3U\nmine.mp3\n");
    assertThatThrownBy(() -> lists.write("Pop", List.of()))
        .hasMessageContaining("was not written by Reclass");
    assertThat(list).hasContent("#EXTM3U\nmine.mp3\n");
    try (var files = Files.list(dir)) {
      assertThat(files).containsExactly(list);
    }
  }

  @Test
  void aGenreBecomesASafeFileName() throws IOException {
    assertThat(new Playlists(dir).write("Soul/RnB", List.of()).getFileName())
        .hasToString("Soul_RnB.m3u8");
  }

  @Test
  void aNameWithALineBreakAddsNoEntry() throws IOException {
    Path list = dir.resolve("list.m3u");
    Playlists.write(list, "similar to a\n/etc/b.mp3", List.of(dir.resolve("c.mp3")));
    assertThat(Files.readAllLines(list))
        .containsExactly("#EXTM3U", "#RECLASS similar to a /etc/b.mp3", "./c.mp3");
  }
}
