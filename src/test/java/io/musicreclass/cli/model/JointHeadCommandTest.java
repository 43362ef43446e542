package io.musicreclass.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.Commands;
import io.musicreclass.cli.NumpyFile;
import io.musicreclass.convert.RandomNetworks;
import io.musicreclass.convert.TinyHeads;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands with heads on the outputs of several models, with small synthetic networks. */
class JointHeadCommandTest {
  private static final int MERT = 32;
  private static final int JMLA = 24;
  private static final int BOTH = MERT + JMLA;

  @TempDir private Path folder;
  private Commands reclass;

  @BeforeEach
  void importTwoEncoders() throws IOException {
    reclass = new Commands(folder);
    RandomNetworks.mertConfig(folder.resolve("config.json"), MERT, 1, 4, 64, false);
    RandomNetworks.mert(MERT, 1, 64).zip(folder.resolve("pytorch_model.bin"));
    Path jmla = RandomNetworks.vit(JMLA, 1, 56).zip(folder.resolve("epoch_20.pth"));
    done("model", "import", "mert", folder, "--name", "a", "--head", head("h.pth", MERT));
    done("model", "import", "jmla", jmla, "--heads", "4", "--name", "b");
  }

  /** As the users' scripts write them, with their 16 genres. */
  private Path head(String name, int inputs) throws IOException {
    return TinyHeads.of("fc.", inputs, 8, 8, 16).zip(folder.resolve(name));
  }

  private Commands.Ran done(Object... arguments) {
    Commands.Ran ran = reclass.run(arguments);
    assertThat(ran.status()).as(ran.err()).isZero();
    return ran;
  }

  private Commands.Ran refused(Object... arguments) {
    Commands.Ran ran = reclass.run(arguments);
    assertThat(ran.status()).as(ran.out()).isNotZero();
    return ran;
  }

  private ModelPackage model(String name) {
    return new ModelStore(List.of(reclass.models())).find(name).orElseThrow();
  }

  private Path song() {
    float[] samples = new float[24_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.3 * Math.sin(0.05 * i) + 0.1 * Math.sin(0.0001 * i * i));
    }
    return TestAudio.wav(folder.resolve("song.wav"), 24_000, 1, 16, samples);
  }

  private NumpyFile embedded(String models) throws IOException {
    Path file = folder.resolve(models + ".npy");
    done("embed", "--model", models, "-o", file, folder.resolve("song.wav"));
    return NumpyFile.read(file);
  }

  @Test
  void aHeadForTwoModelsIsImportedListedVerifiedAndVotes() throws IOException {
    Commands.Ran ran = done("model", "import", "head", head("joint.pth", BOTH), "--for", "b+a");
    assertThat(ran.out())
        .contains("joint.pth, layers 56-8-8-16", "takes     b embedding (24), a embedding (32)")
        .contains("encoder   of b, unchanged", "votes     as stage jmla");
    Card.Head card = Objects.requireNonNull(model("b").card().head());
    assertThat(card.inputs())
        .extracting(HeadInput::encoder)
        .containsExactly(model("b").encoderHash(), model("a").encoderHash());
    assertThat(done("model", "list").out()).contains("takes     b embedding, a embedding");
    assertThat(done("model", "verify").out()).contains("a: ok", "b: ok");
    assertThat(done("classify", "--json", "--all-stages", song()).out())
        .contains("\"stage\":\"jmla\",\"model\":\"b\",\"genre\"");
  }

  @Test
  void aHeadOfAnotherWidthIsRefusedWithTheWayToTrainOne() throws IOException {
    Commands.Ran ran = refused("model", "import", "head", head("joint.pth", 50), "--for", "a+b");
    assertThat(ran.err())
        .contains("takes 50 values, but a+b gives 56")
        .contains("reclass embed --model a+b -o FILE.npy PATH...");
    assertThat(model("b").head()).isEmpty();
  }

  @Test
  void wrongNamesAreUsageErrors() throws IOException {
    Path head = head("joint.pth", BOTH);
    for (String wrong : List.of("a+none", "a+", "+", "a+a", "none+fma518")) {
      Commands.Ran ran = refused("model", "import", "head", head, "--for", wrong);
      assertThat(ran.status()).as(wrong).isEqualTo(2);
      assertThat(ran.err()).as(wrong).startsWith("reclass: --for ").hasLineCount(1);
    }
    Path map = Files.writeString(folder.resolve("map.txt"), "Rock = x\nJazz = y\n");
    assertThat(refused("model", "import", "head", map, "--for", "a+b").err())
        .contains("A label map is for the classes of one model");
  }

  private Path scaler(int inputs) throws IOException {
    float[] ones = new float[inputs];
    Arrays.fill(ones, 1);
    Path file = folder.resolve("scaler.npy");
    NumpyFile.write(file, new float[inputs], ones);
    return file;
  }

  @Test
  void aHeadOnFeaturesNeedsAScaler() throws IOException {
    Path features = head("msd.pth", Features.COUNT);
    Path genres =
        Files.write(
            folder.resolve("genres.txt"), IntStream.range(0, 16).mapToObj(i -> "G" + i).toList());
    Path scaler = scaler(Features.COUNT);
    done("model", "import", "head", features, "--scaler", scaler, "--genres", genres);
    int width = Features.COUNT + MERT;
    Path head = head("joint.pth", width);
    assertThat(refused("model", "import", "head", head, "--for", "fma518+a").err())
        .contains("has no scaler");
    Commands.Ran ran =
        done("model", "import", "head", head, "--for", "fma518+a", "--scaler", scaler(width));
    assertThat(ran.out()).contains("takes     fma518 (518), a embedding (32)");
    done("model", "remove", "msd");
    assertThat(refused("model", "verify", "a").err())
        .contains("no model gives the 518 values of fma518 that the head of a takes");
  }

  @Test
  void aRowOfSeveralModelsIsTheirRowsInThatOrder() throws IOException {
    song();
    float[] a = embedded("a").row(0);
    float[] b = embedded("b").row(0);
    float[] both = embedded("b+a").row(0);
    assertThat(Arrays.copyOf(both, JMLA)).containsExactly(b);
    assertThat(Arrays.copyOfRange(both, JMLA, BOTH)).containsExactly(a);
    assertThat(Files.readString(folder.resolve("b+a.csv")))
        .contains("b " + model("b").encoderHash() + " + a " + model("a").encoderHash());
    assertThat(refused("embed", "--model", "b+a", "--scores", "-o", "x.npy", "song.wav").err())
        .contains("the encoder of b has no classes");
  }

  @Test
  void aTrainedHeadTakesThemToo() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("track,genre,artist" + columns());
    for (int i = 0; i < 40; i++) {
      StringBuilder line = new StringBuilder("s" + i + "," + (i % 2 == 0 ? "Jazz" : "Rock"));
      line.append(",artist ").append(i / 4);
      for (int c = 0; c < BOTH; c++) {
        line.append(',').append((i * 31 + c * 17) % 13 / 13.0 + (c == 3 ? 2 * (i % 2) : 0));
      }
      lines.add(line.toString());
    }
    Path table = Files.write(folder.resolve("t.csv"), lines);
    Path output = folder.resolve("own");
    Commands.Ran ran =
        done(
            "train", "head", table, "--no-mlp", "--folds", "2", "--for", "a+b", "--output", output);
    assertThat(ran.out()).contains("Now the head of b; reclass revote");
    assertThat(Files.readString(output.resolve("head.json")))
        .containsSubsequence(
            "\"name\" : \"a\"", "\"width\" : 32", "\"name\" : \"b\"", "\"width\" : 24");
    assertThat(Objects.requireNonNull(model("b").card().head()).inputs())
        .hasToString("[a embedding, b embedding]");
    done("model", "verify");
    assertThat(refused("train", "head", table, "--for", "a").err())
        .contains("has vectors of 56 values, but a gives 32", "reclass embed --model a ");
  }

  @Test
  void featuresAndEncodersTogetherTrainAJointHeadFromFilesToVotes() throws IOException {
    Path features =
        TinyHeads.of("fc.", Features.COUNT, 8, 8, 2).zip(folder.resolve("features.pth"));
    Path genres = Files.writeString(folder.resolve("genres.txt"), "High\nLow\n");
    Path scaler = scaler(Features.COUNT);
    done("model", "import", "head", features, "--scaler", scaler, "--genres", genres);
    Path songs = Files.createDirectory(folder.resolve("songs"));
    for (int i = 0; i < 8; i++) {
      Path genre = Files.createDirectories(songs.resolve(i % 2 == 0 ? "High" : "Low"));
      tone(genre.resolve(i + ".wav"), i % 2 == 0 ? 0.6 : 0.02, i);
    }
    for (String models : List.of("fma518+a", "fma518+a+b")) {
      int width = Features.COUNT + (models.endsWith("b") ? BOTH : MERT);
      Commands.Ran ran =
          done(
              "train",
              "head",
              "--data",
              "folders",
              "--path",
              songs,
              "--for",
              models,
              "--folds",
              "2",
              "--repeats",
              "1",
              "--min-songs",
              "2",
              "--method",
              "mlp-256-128");
      String voting = models.substring(models.length() - 1);
      assertThat(ran.out())
          .contains("8 rows of 2 genres in 8 groups, " + width + " values each")
          .contains("Now the head of " + voting);
      Card.Head card = Objects.requireNonNull(model(voting).card().head());
      assertThat(card.inputs()).extracting(HeadInput::width).startsWith(Features.COUNT, MERT);
      assertThat(card.training()).containsEntry("method", "mlp-256-128").containsKey("epochs");
      done("model", "verify", voting);
    }
    assertThat(done("classify", "--json", "--all-stages", songs.resolve("Low/1.wav")).out())
        .contains("\"stage\":\"mert\",\"model\":\"a\",\"genre\":\"Low\"")
        .contains("\"stage\":\"jmla\",\"model\":\"b\",\"genre\":\"Low\"");
  }

  private static void tone(Path file, double step, int number) {
    float[] samples = new float[24_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.3 * Math.sin(step * i) + 0.02 * Math.sin((1.1 + number) * i * i));
    }
    var unused = TestAudio.wav(file, 24_000, 1, 16, samples);
  }

  private static String columns() {
    StringBuilder columns = new StringBuilder();
    for (int c = 0; c < BOTH; c++) {
      columns.append(",v").append(c);
    }
    return columns.toString();
  }

  @Test
  void aModelThatIsNeededIsMissedWhenItIsRemoved() throws IOException {
    done("model", "import", "head", head("joint.pth", BOTH), "--for", "a+b");
    assertThat(done("model", "remove", "a").out())
        .contains("no model gives the 32 values of a embedding that the head of b takes");
    assertThat(refused("model", "list").err()).contains("Stage jmla is off: no model gives");
    assertThat(refused("model", "verify").err()).contains("import that model again");
  }
}
