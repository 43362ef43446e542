package io.musicreclass.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.mp3",
        "a.MP3",
        "a",
        "part",
        "a.b",
        "a.xyz",
        "a.mp4",
        "a.",
        "tmp",
        "jpg",
        "a.part.flac",
        "a ~ b.mp3"
      })
  void otherNamesAreLetThrough(String name) {
    assertThat(Names.fileRule(Path.of(name))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    ".a.mp3, begins with a dot",
    ".syncthing.a.mp3.tmp, begins with a dot",
    ".a.mp3.X81bQa, begins with a dot",
    "a.mp3.part, not loaded completely (.part)",
    "a.mp3.PART, not loaded completely (.part)",
    "a.crdownload, not loaded completely",
    "a.tmp, not loaded completely",
    "a.partial, not loaded completely",
    "a.download, not loaded completely",
    "a.mp3.!qB, not loaded completely",
    "a.mp3.aria2, not loaded completely",
    "a.filepart, not loaded completely",
    "a.mp3~, temporary or backup",
    "~a.mp3, temporary or backup",
    "folder.jpg, not a song by its name (.jpg)",
    "Thumbs.db, not a song by its name (.db)",
    "a.CUE, not a song by its name (.cue)",
  })
  void suchNamesAreLeftAloneByARuleThatSaysWhy(String name, String rule) {
    assertThat(Names.fileRule(Path.of(name)).orElseThrow()).contains(rule);
  }

  @ParameterizedTest
  @ValueSource(strings = {".git", "a.part", "a.download", "@eaDir", "lost+found", "$RECYCLE.BIN"})
  void suchFoldersAreLeftAlone(String name) {
    assertThat(Names.folderRule(Path.of(name))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "~scape", "a.mp3", "a.jpg", "Vol. 1"})
  void otherFoldersAreLookedInto(String name) {
    assertThat(Names.folderRule(Path.of(name))).isEmpty();
  }
}
