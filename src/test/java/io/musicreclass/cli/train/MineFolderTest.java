package io.musicreclass.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.Commands;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.ledger.Ledger;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the bundled model only. */
class MineFolderTest {
  @TempDir private Path folder;
  private Commands reclass;

  @BeforeEach
  void install() throws IOException {
    reclass = new Commands(folder);
    Path model = Files.createDirectories(reclass.models().resolve("gtzan48"));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("models", "gtzan48"))) {
      for (Path file : files) {
        Files.copy(file, model.resolve(file.getFileName()));
      }
    }
    Ledger.open(folder.resolve("installation/var")).close();
  }

  @Test
  void aFolderOfGenresMakesAModelOnFeaturesWhichIsTakenBackByItsRemoval() throws IOException {
    Path audio = folder.resolve("genres");
    Random random = new Random(1);
    for (int i = 0; i < 16; i++) {
      float[] noise = new float[22_050];
      float[] tone = new float[22_050];
      for (int t = 0; t < noise.length; t++) {
        noise[t] = random.nextFloat() - 0.5f;
        tone[t] = 0.5f * (float) Math.sin(t * (0.05 + 0.01 * i));
      }
      TestAudio.wav(file(audio, "Noise", i), 22_050, 1, 16, noise);
      TestAudio.wav(file(audio, "Tone", i), 22_050, 1, 16, tone);
    }
    Commands.Ran ran = reclass.run("train", "mine", "--from", audio, "--min-songs", "2");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("analysed 32 songs that are not in the database, without keeping it")
        .contains("Now the head of mine")
        .contains("Take it back: reclass model rollback mine");
    assertThat(reclass.run("classify", "--json", file(audio, "Tone", 3)).out())
        .contains("\"genre\":\"Tone\"");
    assertThat(reclass.run("model", "rollback", "mine").out())
        .contains("mine: removed; train mine had made it, and it had no former head");
    assertThat(reclass.left()).containsExactly("gtzan48");
  }

  private static Path file(Path folder, String genre, int number) throws IOException {
    return Files.createDirectories(folder.resolve(genre)).resolve("song-" + number + ".wav");
  }
}
