package io.musicreclass.playlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathMapTest {
  private static String mapped(String song, String... entries) {
    return new String(
        PathMap.of(List.of(entries)).or(other -> "other".getBytes(UTF_8)).of(Path.of(song)), UTF_8);
  }

  @Test
  void theInnermostFolderDecidesAndOtherSongsStay() {
    String[] entries = {"/mnt=/all", "/mnt/nas=/music/", "/srv = Z:\\songs"};
    assertThat(mapped("/mnt/nas/a/b.mp3", entries)).isEqualTo("/music/a/b.mp3");
    assertThat(mapped("/mnt/nasty/b.mp3", entries)).isEqualTo("/all/nasty/b.mp3");
    assertThat(mapped("/srv/#1.mp3", entries)).isEqualTo("Z:\\songs/#1.mp3");
    assertThat(mapped("/home/b.mp3", entries)).isEqualTo("other");
    assertThat(mapped("/home/b.mp3", "/=/host")).isEqualTo("/host/home/b.mp3");
    assertThat(mapped("/mnt/b.mp3", "/mnt=/")).isEqualTo("/b.mp3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/mnt/nas", "mnt=/music", "/mnt=", "=/music", "/mnt=#x", "/mnt=a\nb"})
  void entriesOfAnotherFormAreRefused(String entry) {
    assertThatThrownBy(() -> PathMap.of(List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write it as /mnt/nas=/music");
  }
}
