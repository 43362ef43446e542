package io.musicreclass.classify.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.track.GenreSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenreMapFileTest {
  private static final GenreSet FMA =
      GenreSet.of(
          List.of(
              "Blues",
              "Classical",
              "Country",
              "Easy Listening",
              "Electronic",
              "Experimental",
              "Folk",
              "Hip-Hop",
              "Instrumental",
              "International",
              "Jazz",
              "Old-Time / Historic",
              "Pop",
              "Rock",
              "Soul-RnB",
              "Spoken"));

  @TempDir private Path folder;

  private Map<String, List<String>> read(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("my.genres"), text);
    return GenreMapFile.read(file, FMA, List.of(GenreSet.GTZAN));
  }

  @Test
  void aLineMapsTheirGenreToOurs() throws Exception {
    assertThat(read("# heavy\n\n  METAL =  rock \n")).isEqualTo(Map.of("metal", List.of("rock")));
  }

  @Test
  void everyMistakeNamesFileLineAndRemedy() {
    assertThatThrownBy(() -> read("\nmetal Rock"))
        .hasMessageContaining("my.genres, line 2")
        .hasMessageContaining("theirs = ours");
    assertThatThrownBy(() -> read("metal ="))
        .hasMessageContaining("line 1")
        .hasMessageContaining("theirs = ours");
    assertThatThrownBy(() -> read("metal = Polka"))
        .hasMessageContaining("line 1")
        .hasMessageContaining("Polka")
        .hasMessageContaining("Soul-RnB");
    assertThatThrownBy(() -> read("metall = Rock"))
        .hasMessageContaining("metall")
        .hasMessageContaining("correct or remove");
    assertThatThrownBy(() -> read("metal = Rock\nMetal = Jazz"))
        .hasMessageContaining("line 2")
        .hasMessageContaining("remove one");
  }

  @Test
  void aMissingOrBinaryFileIsAMistake() throws IOException {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> GenreMapFile.read(none, FMA, List.of(GenreSet.GTZAN)))
        .hasMessageContaining(none.toString())
        .hasMessageContaining("correct the path");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> GenreMapFile.read(binary, FMA, List.of(GenreSet.GTZAN)))
        .hasMessageContaining("cannot be read");
  }
}
