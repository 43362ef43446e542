package io.musicreclass.train.extra;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.Main;
import io.musicreclass.track.Features;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a data set to a model that votes on a song, by the commands. */
class TrainedModelTest {
  private static final String ROOT = "musicreclass.root";
  private static final int RATE = 22_050;

  @TempDir private Path folder;

  @BeforeEach
  void install() throws IOException {
    Path root = Files.createDirectory(folder.resolve("installation"));
    Files.createFile(root.resolve("pom.xml"));
    System.setProperty(ROOT, root.toString());
  }

  @AfterEach
  void uninstall() {
    System.clearProperty(ROOT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear", "rbf", "xgboost"})
  void aMethodMakesAModelThatVotes(String method) throws IOException {
    Path data = fma();
    assertThat(
            run(
                "train",
                "head",
                "--data",
                "fma",
                "--path",
                data,
                "--for",
                "fma518",
                "--name",
                "mine",
                "--method",
                method,
                "--folds",
                "2",
                "--repeats",
                "1",
                "--min-songs",
                "4"))
        .contains("48 rows of 2 genres in 12 groups, 518 values each")
        .contains(method + ", genres as they are")
        .contains("48 training rows to 16 test rows")
        .contains("accuracy 100.0 %")
        .contains("Now the model mine");
    assertThat(folder.resolve("installation/models/mine/model.json"))
        .content()
        .contains("\"method\" : \"" + method + "\"");
    assertThat(run("classify", "--json", song()))
        .contains("\"model\":\"mine\"")
        .containsPattern("\"genre\":\"(Folk|Electronic)\"");
  }

  @Test
  void helpListsTheMethods() {
    assertThat(run("train", "head", "--help").replaceAll("\\s+", " "))
        .contains("linear, mlp-256-128, rbf, xgboost");
  }

  /** The output of a command that succeeds. */
  private static String run(Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream usual = System.out;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      String[] arguments = new String[words.length];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = words[i].toString();
      }
      assertThat(Main.execute(arguments)).isZero();
    } finally {
      System.setOut(usual);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** FMA's metadata, of 64 tracks by 16 artists. */
  private Path fma() throws IOException {
    List<String> tracks =
        new ArrayList<>(
            List.of(",artist,set,set,track", ",id,split,subset,genre_top", "track_id,,,,"));
    List<String> features = new ArrayList<>();
    for (int part = 0; part < 3; part++) {
      StringBuilder line = new StringBuilder(List.of("feature", "statistics", "number").get(part));
      for (String name : Features.NAMES) {
        line.append(',').append(name.split("\\.", -1)[part]);
      }
      features.add(line.toString());
    }
    features.add("track_id" + ",".repeat(Features.COUNT));
    Random random = new Random(1);
    for (int id = 1; id <= 64; id++) {
      int artist = (id - 1) / 4;
      boolean folk = artist % 2 == 0;
      String split = artist < 12 ? "training" : "test";
      tracks.add(id + "," + artist + "," + split + ",small," + (folk ? "Folk" : "Electronic"));
      StringBuilder line = new StringBuilder(Integer.toString(id));
      for (int c = 0; c < Features.COUNT; c++) {
        double centre = c % 7 == 0 ? (folk ? 2 : -2) : 0;
        line.append(String.format(Locale.ROOT, ",%.9g", centre + random.nextGaussian()));
      }
      features.add(line.toString());
    }
    Path data = Files.createDirectory(folder.resolve("fma"));
    Files.write(data.resolve("tracks.csv"), tracks);
    Files.write(data.resolve("features.csv"), features);
    return data;
  }

  /** Three seconds of noise. */
  private Path song() throws IOException {
    byte[] samples = new byte[3 * RATE * 2];
    new Random(2).nextBytes(samples);
    AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
    Path file = folder.resolve("song.wav");
    try (AudioInputStream audio =
        new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2)) {
      assertThat(AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile())).isPositive();
    }
    return file;
  }
}
