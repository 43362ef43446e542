package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.config.AfterConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenreNamesTest {
  @TempDir Path dir;

  private AfterConfig config(Map<String, String> after) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(after, "test", 100))
        .withMapping(AfterConfig.class)
        .build()
        .getConfigMapping(AfterConfig.class);
  }

  private GenreNames names(String text) throws IOException {
    Files.writeString(dir.resolve("names"), text);
    return GenreNames.of(config(Map.of("reclass.after.names", "names")), dir);
  }

  @Test
  void listedGenresAreWrittenByTheirNamesAndOthersAsTheyAre() throws IOException {
    GenreNames names = names("# mine\n\nHip-Hop = Hip-Hop/Rap\nSoul-RnB=R&B = Soul\n");

    assertThat(names.written(List.of("Hip-Hop", "Jazz"))).containsExactly("Hip-Hop/Rap", "Jazz");
    assertThat(names.written(List.of("hip hop"))).containsExactly("Hip-Hop/Rap");
    assertThat(names.written(List.of("Soul-RnB"))).containsExactly("R&B = Soul");
  }

  @Test
  void anEmptyNameMeansThatTheGenreIsNotWritten() throws IOException {
    GenreNames names = names("International =\nOld-Time =  \n");

    assertThat(names.written(List.of("International"))).isEmpty();
    assertThat(names.written(List.of("International", "Folk"))).isEmpty();
    assertThat(names.written(List.of("Folk", "International"))).containsExactly("Folk");
  }

  @Test
  void twoGenresWithTheSameNameAreWrittenOnce() throws IOException {
    assertThat(names("Rock = Guitar\nMetal = Guitar\n").written(List.of("Rock", "Metal")))
        .containsExactly("Guitar");
  }

  @Test
  void withoutAFileGenresAreWrittenAsTheyAre() {
    assertThat(GenreNames.of(config(Map.of()), dir).written(List.of("Rock")))
        .containsExactly("Rock");
  }

  @Test
  void allInvalidLinesAreReportedTogether() {
    assertThatThrownBy(() -> names("Jazz\nRock = R\n = x\nROCK = other\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reclass.after.names: " + dir.resolve("names") + ", line 1: 'Jazz'")
        .hasMessageContaining("line 3: '= x'")
        .hasMessageContaining("line 4: 'ROCK' is in line 2 already");
  }

  @Test
  void aFileInAnotherEncodingIsReported() throws IOException {
    Files.write(dir.resolve("names"), "Jazz = Café".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(GenreNames.problems(config(Map.of("reclass.after.names", "names")), dir))
        .singleElement()
        .asString()
        .contains("is not in UTF-8");
  }

  @Test
  void aGenreThatNoModelKnowsIsReported() throws IOException {
    assertThat(names("Rock = R\nJaz = Jazz\n").unknown(List.of("Jazz", "Rock")))
        .containsExactly(
            "reclass.after.names: "
                + dir.resolve("names")
                + ", line 2: no model knows the genre 'Jaz': only a correction can bring it; the"
                + " models know Jazz, Rock");
  }
}
