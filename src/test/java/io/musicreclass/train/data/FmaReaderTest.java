package io.musicreclass.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.track.Features;
import io.musicreclass.train.data.LabelledData.Part;
import io.musicreclass.train.data.LabelledData.Request;
import io.musicreclass.train.data.LabelledData.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FmaReaderTest {
  @TempDir private Path folder;

  private LabelledData read(String subset) throws ConvertException, IOException {
    return LabelledData.read(
        new Request("fma", Optional.of(folder), Optional.empty(), subset, 1, folder));
  }

  private FmaFiles files() {
    String[] missing = FmaFiles.values(5, 0);
    missing[Features.column("mfcc.mean.03")] = "";
    return new FmaFiles()
        .track(2, "Hip-Hop", 1, "training", "small")
        .track(5, "Rock", 1, "validation", "medium")
        .track(10, "Old-Time / Historic", 6, "test", "large")
        .track(20, "", 6, "training", "large")
        .track(26, "Rock", 7, "training", "small")
        .track(1030, "Jazz", 8, "training", "small")
        .features(2, FmaFiles.values(2, 0))
        .features(5, FmaFiles.values(5, 0))
        .features(10, FmaFiles.values(10, 0))
        .features(20, FmaFiles.values(20, 0))
        .features(26, missing);
  }

  @Test
  void tracksWithTheirFeaturesArtistsAndPartsAreRead() throws Exception {
    files().write(folder.resolve("fma_metadata"));
    Files.writeString(folder.resolve("fma_metadata/echonest.csv"), "not read");
    LabelledData data = read("");
    assertThat(data.columns()).isEqualTo(Features.NAMES);
    assertThat(data.isTableOnly()).isFalse();
    assertThat(data.rows())
        .extracting(Row::name, Row::genre, Row::group, Row::part)
        .containsExactly(
            tuple("000002", "Hip-Hop", "1", Part.TRAIN),
            tuple("000005", "Rock", "1", Part.VALID),
            tuple("000010", "Old-Time / Historic", "6", Part.TEST));
    float[] vector = data.rows().get(1).vector();
    assertThat(vector[517]).isEqualTo(Float.parseFloat(FmaFiles.values(5, 0)[517]));
    assertThat(data.notes())
        .containsExactly(
            "skipped tracks without genre_top: 1 (20)",
            "skipped rows of features.csv with values missing: 1 (26 (mfcc.mean.03))",
            "skipped tracks without a row in features.csv: 1 (1030)");
  }

  @Test
  void aSubsetContainsTheSmallerOnesAndAudioMayBeInItsPublishedFolder() throws Exception {
    files().write(folder);
    for (String file : List.of("000/000002.mp3", "000/000026.mp3", "001/001030.mp3")) {
      Path audio = folder.resolve("fma_small").resolve(file);
      Files.createDirectories(audio.getParent());
      Files.writeString(audio, "ID3");
    }
    LabelledData data = read("medium");
    assertThat(data.rows())
        .extracting(Row::name)
        .containsExactly("000002", "000005", "000026", "001030");
    assertThat(data.rows().get(0).audio()).contains(folder.resolve("fma_small/000/000002.mp3"));
    assertThat(data.rows().get(1).audio()).isEmpty();
    assertThat(data.rows().get(2).vector()).isEmpty();
    assertThat(data.notes()).contains("skipped missing files: 1 (000/000005.mp3)");
    assertThat(read("small").rows()).hasSize(3);
    assertThatThrownBy(() -> read("tiny"))
        .hasMessage("--subset tiny: fma has the subsets small, medium, large");
  }

  @Test
  void columnsInAnotherOrderAreFoundByTheirThreeNames() throws Exception {
    files().write(folder);
    List<String> lines = Files.readAllLines(folder.resolve("features.csv"));
    lines.replaceAll(line -> line.replaceFirst("^([^,]*),([^,]*),([^,]*)", "$1,$3,$2"));
    LabelledData before = read("");
    Files.write(folder.resolve("features.csv"), lines);
    assertThat(read("").rows().get(0).vector()).isEqualTo(before.rows().get(0).vector());
  }

  @Test
  void whatIsNotAsPublishedIsAnErrorWithFileLineAndColumn() throws Exception {
    files().features(30, "1", "2").write(folder);
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(ConvertException.class)
        .hasMessageContaining("features.csv: line 10 has 3 cells, the header has 519");
    String[] text = FmaFiles.values(1, 0);
    text[3] = "loud";
    files().track(31, "Rock", 1, "test", "small").features(31, text).write(folder);
    assertThatThrownBy(() -> read(""))
        .hasMessageContaining(
            "line 10 column chroma_cens.kurtosis.04: 'loud' is not a number. Give");
    files().track(32, "Rock", 1, "later", "small").write(folder);
    assertThatThrownBy(() -> read(""))
        .hasMessageContaining("tracks.csv: line 16 column set, split: 'later' is none of");
    files().track(2, "Rock", 1, "test", "small").write(folder);
    assertThatThrownBy(() -> read("")).hasMessageContaining("lists the track 2 a second time");
    Files.writeString(folder.resolve("tracks.csv"), "a,\"b\n");
    assertThatThrownBy(() -> read(""))
        .hasMessageContaining("line 1 has a quoted cell that does not end");
    Files.write(folder.resolve("tracks.csv"), "é".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> read("")).hasMessageContaining("is not UTF-8 text");
    Files.delete(folder.resolve("tracks.csv"));
    assertThatThrownBy(() -> read("")).hasMessageContaining("has no tracks.csv");
  }

  @Test
  void rareGenresAreCountedAndNamed() throws Exception {
    files().write(folder);
    LabelledData data =
        LabelledData.read(new Request("fma", Optional.of(folder), Optional.empty(), "", 1, folder));
    assertThat(data.rows()).hasSize(3);
    assertThatThrownBy(
            () ->
                LabelledData.read(
                    new Request("fma", Optional.of(folder), Optional.empty(), "", 2, folder)))
        .hasMessageContaining("no song for the data set fma was found")
        .hasMessageContaining(
            "skipped songs of genres with fewer than 2 songs: 3 (Hip-Hop, Rock, Old-Time / Historic)");
  }
}
