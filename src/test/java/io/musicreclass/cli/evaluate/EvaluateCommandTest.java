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
    "'path,genre\na.wav,Calm\nb.wav\n', 'line 3: expected 2 non-empty cells'",
    "'path,genre\n,Calm\n', 'line 2: expected 2 non-empty cells'",
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
}
