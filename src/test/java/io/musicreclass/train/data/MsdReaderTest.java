package io.musicreclass.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.train.data.LabelledData.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MsdReaderTest {
  private static final String ONE = "TRAAAAW128F429D538";
  private static final String TWO = "TRBBBBB128F429D539";

  @TempDir private Path folder;

  private Path track(String id, int segments) throws IOException {
    double[][] rows = new double[segments][25];
    for (int i = 0; i < segments; i++) {
      Arrays.setAll(rows[i], c -> c + 0.5);
      rows[i][0] = i;
      rows[i][24] = -i;
    }
    Path file =
        folder.resolve(
            "data/%c/%c/%c/%s.h5".formatted(id.charAt(2), id.charAt(3), id.charAt(4), id));
    return MsdFiles.write(file, "AR" + id, "The Artist", "Señor " + id, -7.25, 120.5, rows);
  }

  private LabelledData read(String... lines) throws ConvertException, IOException {
    Files.write(folder.resolve("msd_tagtraum_cd1.cls"), Arrays.asList(lines));
    return LabelledData.read(
        new Request("msd", Optional.of(folder), Optional.empty(), "", 1, folder));
  }

  @Test
  void statisticsOfTheSegmentsAreTheColumns() throws Exception {
    track(ONE, 37);
    LabelledData data = read("# tagtraum", "", ONE + "\tPop_Rock\tRnB", TWO + "\tNew Age");
    assertThat(data.columns()).hasSize(52).contains("timbre.mean.01", "pitch.std.12", "tempo");
    assertThat(data.isTableOnly()).isTrue();
    assertThat(data.notes()).containsExactly("skipped missing files: 1 (" + TWO + ".h5)");
    assertThat(data.rows()).hasSize(1);
    LabelledData.Row row = data.rows().get(0);
    assertThat(row.name()).isEqualTo(ONE);
    assertThat(row.genre()).isEqualTo("Pop_Rock");
    assertThat(row.group()).isEqualTo("AR" + ONE);
    float[] v = row.vector();
    assertThat(v[0]).as("mean of 0 to 36").isEqualTo(18);
    assertThat(v[1]).isEqualTo(1.5f);
    assertThat(v[12]).as("deviation of 0 to 36").isCloseTo(10.67708f, within(1e-5f));
    assertThat(v[13]).isCloseTo(0, within(1e-12f));
    assertThat(v[24]).isEqualTo(12.5f);
    assertThat(v[48]).isEqualTo(-18);
    assertThat(v[50]).isEqualTo(-7.25f);
    assertThat(v[51]).isEqualTo(120.5f);
  }

  @Test
  void aTrackWithoutSegmentsIsCountedAndNamed() throws Exception {
    track(ONE, 3);
    track(TWO, 0);
    assertThat(read(ONE + "\tJazz", TWO + "\tJazz").notes())
        .containsExactly("skipped tracks with values missing: 1 (" + TWO + " (timbre.mean.01))");
  }

  @Test
  void aWrongLabelIsAnErrorWithItsLine() {
    assertThatThrownBy(() -> read("# x", ONE + "\tTechno"))
        .isInstanceOf(ConvertException.class)
        .hasMessageContaining("msd_tagtraum_cd1.cls: line 2: genre 'Techno' is none of [Blues, ");
    assertThatThrownBy(() -> read(ONE + " Jazz")).hasMessageContaining("line 1: ");
    assertThatThrownBy(() -> read(ONE + "\tJazz", ONE + "\tRap"))
        .hasMessageContaining("line 2: " + ONE + " is listed twice");
  }

  @Test
  void artistAndTitleAreReadWithoutTheSegments() throws Exception {
    MsdTrack track = MsdTrack.metadata(track(ONE, 1));
    assertThat(track.artist()).isEqualTo("The Artist");
    assertThat(track.title()).isEqualTo("Señor " + ONE);
  }

  /** Each is read, with whatever values, or refused with the file's name. */
  @Test
  void damagedFilesAreReadOrRefusedButNothingElse() throws Exception {
    Path file = track(ONE, 20);
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] bad = i % 4 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      for (int k = 0; k < 3 && bad.length > 0; k++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      Files.write(file, bad);
      try {
        assertThat(MsdTrack.read(file).columns()).hasSize(52);
      } catch (ConvertException e) {
        refused++;
        assertThat(e).hasMessageStartingWith(file.toString());
      }
    }
    assertThat(refused).isGreaterThan(100);
  }
}
