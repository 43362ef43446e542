package io.musicreclass.tags;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in which other programs and former versions lost data that they did not know. */
class TagCasesTest {
  private static final Map<String, List<String>> FIELDS =
      Map.of(TagFile.GENRE, List.of("Jazz"), "RECLASS_GENRE", List.of("Jazz"));

  @TempDir Path dir;

  private byte[] tagged(Path file) throws IOException {
    return tagged(file, FIELDS);
  }

  private byte[] tagged(Path file, Map<String, List<String>> fields) throws IOException {
    Path copy = Files.createTempFile(dir, "copy", file.getFileName().toString());
    TagFile.copy(file, copy, fields);
    return Files.readAllBytes(copy);
  }

  /** The bytes of a range as searchable text. */
  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private static String cut(String text, String from, int length) {
    int at = text.indexOf(from);
    assertThat(at).as(from).isNotNegative();
    return text.substring(at, at + length);
  }

  @Test
  void chaptersKeepTitleAndPicture() throws IOException {
    Path file = Golden.path("cases/tag-write-loses-mp3-chapters/t24.mp3");
    String before = text(Files.readAllBytes(file));

    String after = text(tagged(file));

    for (int at = before.indexOf("CHAP"); at >= 0; at = before.indexOf("CHAP", at + 4)) {
      int size = before.charAt(at + 6) << 7 | before.charAt(at + 7);
      assertThat(after).contains(before.substring(at, at + 10 + size));
    }
    assertThat(after).contains(cut(before, "PRIV", 30), cut(before, "GEOB", 100));
  }

  @Test
  void itemsWithSeveralValuesAreKept() throws IOException {
    Path file = Golden.path("cases/tag-write-loses-mp4-freeform/two.m4a");
    String before = text(Files.readAllBytes(file));
    int size = before.charAt(before.indexOf("\u00a9ART") - 1);

    String own = text(tagged(file, Map.of("RECLASS_GENRE", List.of("Jazz"))));

    assertThat(own).contains(cut(before, "\u00a9ART", size - 4));
    assertThat(own).contains("Ambient").contains(cut(before, "\u00a9gen", 40));
  }

  @Test
  void cueLabelsAreKept() throws IOException {
    Path file = Golden.path("cases/tag-write-loses-wav-cue-labels/bwf.wav");
    byte[] before = Files.readAllBytes(file);

    byte[] after = tagged(file);

    assertThat(text(after).substring(12)).startsWith(text(before).substring(12, 1_411_900));
    for (String id : List.of("LIST", "cue ", "smpl", "iXML", "bext")) {
      assertThat(text(after)).contains(cut(text(before), id, 40));
    }
  }

  @Test
  void everyCaseIsWrittenWithoutALoss() throws IOException {
    try (Stream<Path> files = Files.walk(Golden.path("cases"))) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*\\.(mp3|m4a|flac|wav|opus)")).toList()) {
        assertThat(tagged(file)).as(file.toString()).isNotEmpty();
      }
    }
  }

  @Test
  void anRf64WavAndAFragmentedMp4AreRefusedWithAReason() throws IOException {
    Path large = Files.write(dir.resolve("a.wav"), "RF64\0\0\0\0WAVE".getBytes(ISO_8859_1));
    byte[] box = "\0\0\0\10ftyp\0\0\0\10moov\0\0\0\10moof".getBytes(ISO_8859_1);
    Path parts = Files.write(dir.resolve("a.m4a"), box);

    assertThatThrownBy(() -> tagged(large)).hasMessageContaining("RF64");
    assertThatThrownBy(() -> tagged(parts)).hasMessageContaining("fragmented");
  }
}
