package io.musicreclass.cli.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.cli.Commands;
import io.musicreclass.csv.CsvRecord;
import io.musicreclass.decode.TestAudio;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code reclass classify} prints into a file or a pipe. */
class ClassifyCommandTest {
  @TempDir private Path folder;
  private Commands reclass;
  private Path song;

  @BeforeEach
  void aSongAndTheBundledModel() throws IOException {
    reclass = new Commands(folder);
    Files.createDirectories(reclass.models());
    Files.createSymbolicLink(
        reclass.models().resolve("gtzan48"), Path.of("models/gtzan48").toAbsolutePath());
    Random random = new Random(1);
    float[] samples = new float[5 * 22050];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.3 * Math.sin(0.1 * i) + 0.05 * random.nextGaussian());
    }
    song = folder.resolve("a, b.wav");
    TestAudio.wav(song, 22050, 1, 16, samples);
  }

  private Commands.Ran withInput(byte[] input, Object... words) {
    InputStream usual = System.in;
    try {
      System.setIn(new ByteArrayInputStream(input));
      return reclass.run(words);
    } finally {
      System.setIn(usual);
    }
  }

  @Test
  void aPlainLineSaysGenrePercentAndCertainty() {
    Commands.Ran ran = reclass.run("classify", song);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out().strip()).matches(".*/a, b\\.wav: [A-Z][\\w-]+, \\d+ %, (un)?sure.*");
  }

  @Test
  void csvHasAHeaderAndARecordForEachSong() {
    Commands.Ran ran = reclass.run("classify", "--csv", song);
    List<String> lines = ran.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(CsvRecord.cells(lines.get(0))).isEqualTo(VerdictCsv.COLUMNS);
    List<String> cells = CsvRecord.cells(lines.get(1));
    assertThat(cells).hasSize(VerdictCsv.COLUMNS.size()).startsWith(song.toString());
    assertThat(cells.get(2)).matches("0\\.\\d{1,6}");
    assertThat(cells.get(10)).isEqualTo("5.0");
    assertThat(cells.get(11)).startsWith("sha256:");
  }

  @Test
  void aSongOnStandardInputIsClassifiedLikeTheFile() throws IOException {
    JsonNode file = new ObjectMapper().readTree(reclass.run("classify", "--json", song).out());
    Commands.Ran ran = withInput(Files.readAllBytes(song), "classify", "--json", "-");
    assertThat(ran.status()).as(ran.err()).isZero();
    JsonNode piped = new ObjectMapper().readTree(ran.out());
    assertThat(piped.get("id")).isEqualTo(file.get("id"));
    assertThat(piped.get("genres")).isEqualTo(file.get("genres"));
    assertThat(piped.get("path").asText()).isEqualTo("/dev/stdin");
  }

  @Test
  void whatIsNoSongOnStandardInputIsAnError() {
    Commands.Ran empty = withInput(new byte[0], "classify", "-");
    assertThat(empty.status()).isEqualTo(1);
    assertThat(empty.err()).contains("reclass: Standard input is empty");
    Commands.Ran text = withInput(new byte[100], "classify", "-");
    assertThat(text.status()).isEqualTo(1);
    assertThat(text.err()).startsWith("/dev/stdin: ").doesNotContain("reclass-");
  }

  @Test
  void anEmptyFolderSaysSo() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.createFile(empty.resolve("cover.jpg"));
    for (String command : List.of("classify", "features")) {
      Commands.Ran ran = reclass.run(command, empty);
      assertThat(ran.err()).isEqualTo("reclass: " + empty + " contains no songs\n");
      assertThat(ran.status()).isZero();
    }
    Commands.Ran both = reclass.run("classify", empty, song);
    assertThat(both.err()).contains(empty + " contains no songs");
    assertThat(both.status()).isZero();
  }

  @Test
  void jsonAndCsvExcludeEachOther() {
    Commands.Ran ran = reclass.run("classify", "--json", "--csv", song);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).startsWith("reclass: --json, --csv are mutually exclusive");
  }
}
