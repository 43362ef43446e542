package io.musicreclass.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.cli.Commands;
import io.musicreclass.convert.RandomNetworks;
import io.musicreclass.convert.TinyHeads;
import io.musicreclass.decode.TestAudio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code evaluate} on songs whose verdicts are known from {@code classify}. */
class EvaluateCommandTest {
  private static final int RATE = 24_000;
  private static final int SONGS = 4;

  @TempDir private Path folder;
  private Commands reclass;
  private final List<Path> songs = new ArrayList<>();
  private final List<String> verdicts = new ArrayList<>();

  @BeforeEach
  void setUp() throws IOException {
    reclass = new Commands(folder);
    RandomNetworks.mertConfig(folder.resolve("config.json"), 32, 1, 4, 64, false);
    Path mert = RandomNetworks.mert(32, 1, 64).zip(folder.resolve("pytorch_model.bin"));
    Path head = TinyHeads.of("fc.", 32, 8, 2).zip(folder.resolve("head.pth"));
    Path genres = Files.writeString(folder.resolve("genres.txt"), "Calm\nLoud\n");
    Object[] words = {"model", "import", "mert", mert, "--head", head, "--genres", genres};
    assertThat(reclass.run(words).status()).isZero();
    Path own = Files.createDirectory(folder.resolve("songs"));
    for (int i = 0; i < SONGS; i++) {
      songs.add(song(own.resolve("song, " + i + ".wav"), i));
    }
    Commands.Ran ran = reclass.run("classify", "--json", own);
    for (String line : ran.out().lines().toList()) {
      verdicts.add(new ObjectMapper().readTree(line).get("genre").asText());
    }
    assertThat(verdicts).hasSize(SONGS);
  }

  private static Path song(Path file, int number) throws IOException {
    Random random = new Random(number);
    float[] samples = new float[RATE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.3 * Math.sin(0.02 * number * i) + 0.1 * random.nextGaussian());
    }
    TestAudio.wav(file, RATE, 1, 16, samples);
    return file;
  }

  private static String other(String genre) {
    return genre.equals("Calm") ? "Loud" : "Calm";
  }

  private Path list(String... genres) throws IOException {
    StringBuilder text = new StringBuilder("genre,path\n");
    for (int i = 0; i < genres.length; i++) {
      text.append(genres[i]).append(",\"songs/").append(songs.get(i).getFileName()).append("\"\n");
    }
    return Files.writeString(folder.resolve("list.csv"), text);
  }

  @Test
  void threeOfFourRightAreThreeQuartersWithWilsonsInterval() throws IOException {
    String[] truths = verdicts.toArray(String[]::new);
    truths[3] = other(truths[3]);
    truths[0] = truths[0].toUpperCase(Locale.ROOT);
    Commands.Ran ran = reclass.run("evaluate", list(truths));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .startsWith("accuracy 75.0 %, 95 % interval 30.1 to 95.4, n = 4")
        .contains("ended at stage 1: 4 ", "true \\ predicted Calm Loud");
    boolean calm = verdicts.get(3).equals("Calm");
    assertThat(ran.out()).containsPattern(calm ? "Loud +1 +[0-3]\\R" : "Calm +[0-3] +1\\R");
  }

  @Test
  void foldersNameTheirGenre() throws IOException {
    Path set = folder.resolve("set");
    for (int i = 0; i < SONGS; i++) {
      Path genre = Files.createDirectories(set.resolve(verdicts.get(i)).resolve("album"));
      Files.copy(songs.get(i), genre.resolve(i + ".wav"));
    }
    Commands.Ran ran = reclass.run("evaluate", set);
    assertThat(ran.out()).startsWith("accuracy 100.0 %, 95 % interval 51.0 to 100.0, n = 4");
    assertThat(ran.status()).isZero();
  }

  @Test
  void unreadableSongsAndUnknownGenresAreReportedAndNotCounted() throws IOException {
    Files.writeString(songs.get(0), "no song");
    Commands.Ran ran =
        reclass.run("evaluate", list(verdicts.get(0), verdicts.get(1), "Techno", "Techno"));
    assertThat(ran.err())
        .contains("skipped 2 songs: no model knows the genre \"Techno\"")
        .contains("song, 0.wav: ");
    assertThat(ran.out()).contains("accuracy 100.0 %", "n = 1");
    assertThat(ran.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'file,genre\na.wav,Calm\n', 'line 1: expected the columns path and genre'",
    "'path,genre\na.wav,Calm\nb.wav\n', 'line 3: expected 2 cells'",
    "'path,genre\n,Calm\n', 'line 2: expected 2 cells'",
    "'path,genre\n', 'contains no songs'"
  })
  void anInvalidListIsAUsageError(String text, String reason) throws IOException {
    Path list = Files.writeString(folder.resolve("list.csv"), text);
    Commands.Ran ran = reclass.run("evaluate", list);
    assertThat(ran.err()).contains(list.toString()).contains(reason);
    assertThat(ran.status()).isEqualTo(2);
  }

  @Test
  void aSongOutsideAGenreFolderIsAUsageError() {
    Commands.Ran ran = reclass.run("evaluate", folder.resolve("songs"));
    assertThat(ran.err()).contains("is not in a subfolder named after its genre");
    assertThat(ran.status()).isEqualTo(2);
  }

  private Path parts(String header, String... rows) throws IOException {
    return Files.writeString(
        folder.resolve("parts.csv"), header + "\n" + String.join("\n", rows) + "\n");
  }

  private String row(int song, String more) {
    return "\"songs/song, " + song + ".wav\"," + verdicts.get(song) + "," + more;
  }

  @Test
  void theReportsAreWrittenToFiles() throws IOException {
    Path html = folder.resolve("report.html");
    Path json = folder.resolve("report.json");
    Commands.Ran ran =
        reclass.run(
            "evaluate", list(verdicts.toArray(String[]::new)), "--report", html, "--json", json);
    assertThat(ran.status()).isZero();
    assertThat(html).content().contains("<h1>Evaluation of list.csv</h1>", "<svg ");
    assertThat(new ObjectMapper().readTree(json.toFile()).at("/figures/accuracy/n").asInt())
        .isEqualTo(SONGS);
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeTheSongsAreAnalysed() throws IOException {
    Commands.Ran ran =
        reclass.run("evaluate", folder.resolve("songs"), "--report", folder.resolve("no/x.html"));
    assertThat(ran.err()).contains("x.html cannot be written: name a file in a folder that exists");
    assertThat(ran.status()).isEqualTo(2);
  }

  @Test
  void onlyTheTestPartIsMeasuredWithAWarningAboutSharedArtists() throws IOException {
    Path list =
        parts("path,genre,artist,part", row(0, "A,train"), row(1, "A,test"), row(2, "B,test"));
    Commands.Ran ran = reclass.run("evaluate", list);
    assertThat(ran.err()).contains("skipped 1 song of the part train");
    assertThat(ran.out())
        .startsWith("warning: 1 artist of the part test is also in the part train (1 of 2 songs)")
        .contains("n = 2");
  }

  @Test
  void aTuneIsFittedToTheValidationPartAndMeasuredOnTheTestPart() throws IOException {
    Path list =
        parts(
            "path,genre,group,part",
            row(0, "A,train"),
            row(1, "B,validation"),
            row(2, "C,test"),
            row(3, "D,test"));
    Commands.Ran ran = reclass.run("tune", list);
    assertThat(ran.err()).contains("skipped 1 song of the part train");
    assertThat(ran.out()).startsWith("fitted to 1 songs, measured on 2 others");
    assertThat(ran.out()).contains("before: accuracy 100.0 %, 95 % interval 34.2 to 100.0, n = 2");
    assertThat(ran.status()).isZero();
  }

  @Test
  void aTuneRefusesToReportOnWhatItWasFittedTo() throws IOException {
    Path list = parts("path,genre,part", row(0, "validation"), row(0, "test"));
    Commands.Ran ran = reclass.run("tune", list);
    assertThat(ran.err()).contains("song, 0.wav is in the parts validation and test");
    assertThat(ran.status()).isEqualTo(2);
  }

  @Test
  void anUnknownPartIsAUsageErrorWithItsLine() throws IOException {
    Commands.Ran ran = reclass.run("tune", parts("path,genre,part", row(0, "best")));
    assertThat(ran.err())
        .contains("line 2: expected the part train, validation or test, found \"best\"");
    assertThat(ran.status()).isEqualTo(2);
  }
}
