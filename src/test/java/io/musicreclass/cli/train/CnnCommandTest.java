package io.musicreclass.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.Commands;
import io.musicreclass.decode.TestAudio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CnnCommandTest {
  private static final int RATE = 22_050;

  @TempDir private Path folder;
  private Commands reclass;

  @BeforeEach
  void install() throws IOException {
    reclass = new Commands(folder);
  }

  /** Tones and noise of one second. */
  private Path song(String genre, int number) throws IOException {
    Path place = Files.createDirectories(folder.resolve("songs").resolve(genre));
    Random random = new Random(number);
    float[] samples = new float[RATE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] =
          (float)
              (genre.equals("Tone")
                  ? 0.3 * Math.sin((0.05 + 0.002 * number) * i)
                  : 0.1 * random.nextGaussian());
    }
    return TestAudio.wav(place.resolve(number + ".wav"), RATE, 1, 16, samples);
  }

  private Commands.Ran train(Object... words) {
    Object[] all = new Object[words.length + 8];
    System.arraycopy(
        new Object[] {
          "train", "cnn", "--data", "folders", "--path", folder.resolve("songs"), "--min-songs", "4"
        },
        0,
        all,
        0,
        8);
    System.arraycopy(words, 0, all, 8, words.length);
    return reclass.run(all);
  }

  @Test
  void theClassifierOfV2IsTrainedOnItsRandomEncoderAndVotes() throws IOException {
    for (int i = 0; i < 4; i++) {
      song("Tone", i);
      song("Noise", i);
    }
    Commands.Ran ran = train("--network", "v2");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("The encoder of v2 keeps the random weights of seed 1: only its classifier")
        .contains("8 rows of 2 genres in 8 groups, 256 values each")
        .contains(
            "Now the model genre-cnn-v2; it votes once reclass.stages names it, such as cnn:");
    Path model = reclass.models().resolve("genre-cnn-v2");
    assertThat(model.resolve("model.json"))
        .content()
        .contains("\"encoder\" : \"random weights of seed 1, never trained\"")
        .contains("\"data\" : \"folders\"");
    assertThat(reclass.run("model", "verify", "genre-cnn-v2").status()).isZero();
    Path config = Files.createDirectory(folder.resolve("installation/config"));
    Files.writeString(
        config.resolve("application.properties"), "reclass.stages=cnn:genre-cnn-v2\n");
    Path heard = song("Tone", 9);
    assertThat(reclass.run("classify", "--json", heard).out())
        .contains("\"model\":\"genre-cnn-v2\"")
        .contains("\"genre\":\"Tone\"");
    assertThat(train("--network", "v2").err())
        .contains("There is a model genre-cnn-v2 already: choose another --name");
  }

  @Test
  void whatCannotBeTrainedIsRefusedBeforeAnythingIsComputed() throws IOException {
    song("Tone", 1);
    assertThat(train().err())
        .contains("--network enhanced needs the module reclass-train with PyTorch")
        .contains("run ./reclass-train/build -Ppytorch");
    assertThat(train("--network", "v3").err()).contains("--network v3 is neither enhanced nor v2");
    assertThat(reclass.run("train", "cnn").err()).contains("Name a data set with --data NAME");
    assertThat(train("--network", "v2", "--epochs", "0").err())
        .contains("--epochs 0: at least 1 is needed");
  }
}
