package io.musicreclass.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.Commands;
import io.musicreclass.cli.Main;
import io.musicreclass.cli.NumpyFile;
import io.musicreclass.convert.RandomNetworks;
import io.musicreclass.convert.TinyHeads;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.Excerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Imports of synthetic networks by the command. */
class ImportCommandTest {
  private static final int WIDTH = 32;

  @TempDir private Path folder;
  private Commands reclass;
  private Path mert;
  private Path jmla;

  @BeforeEach
  void setUp() throws IOException {
    reclass = new Commands(folder);
    RandomNetworks.mertConfig(folder.resolve("config.json"), WIDTH, 2, 4, 64, false);
    mert = RandomNetworks.mert(WIDTH, 2, 64).zip(folder.resolve("pytorch_model.bin"));
    jmla = RandomNetworks.vit(WIDTH, 1, 56).zip(folder.resolve("epoch_20.pth"));
  }

  private Path head(String name, int... widths) throws IOException {
    return TinyHeads.of("fc.", widths).zip(folder.resolve(name));
  }

  private ModelPackage model(String name) {
    return new ModelStore(List.of(reclass.models())).find(name).orElseThrow();
  }

  private Commands.Ran done(Object... arguments) {
    Commands.Ran ran = reclass.run(arguments);
    assertThat(ran.status()).as(ran.err()).isZero();
    return ran;
  }

  @Test
  void aMertWithItsHeadIsImportedAndVerified() throws IOException {
    Commands.Ran ran =
        done("model", "import", "mert", folder, "--head", head("h.pth", WIDTH, 8, 8, 16));
    assertThat(ran.out())
        .contains("layers 2, width 32, heads 4")
        .contains("layers 32-8-8-16")
        .contains("CC-BY-NC-4.0")
        .contains("a forward pass on [1, 24000]: 32 numbers, all finite")
        .contains("written   to " + reclass.models().resolve("mert-32"))
        .contains("reclass reload or a restart");
    Card card = model("mert-32").card();
    assertThat(card.kind()).isEqualTo(Kind.MERT);
    assertThat(card.excerpt()).isEqualTo(Excerpt.parse("start:30"));
    assertThat(card.sampleRate()).isEqualTo(24_000);
    assertThat(card.frontEnd()).isEqualTo(new Card.FrontEnd("mert", Map.of("normalise", true)));
    assertThat(card.source()).isEqualTo(Card.Source.of(mert));
    assertThat(card.files()).containsOnlyKeys("encoder.onnx", "encoder.fp16.onnx", "head.onnx");
    assertThat(done("model", "verify").out()).isEqualTo("mert-32: ok" + System.lineSeparator());
  }

  @Test
  void optionsOverrideNameGenresAndExcerpt() throws IOException {
    Path genres = Files.writeString(folder.resolve("genres.txt"), "Calm\n\n Loud \nNeither");
    done(
        "model",
        "import",
        "mert",
        mert,
        "--name",
        "mine",
        "--excerpt",
        "middle:12",
        "--genres",
        genres,
        "--head",
        head("h.pth", WIDTH, 8, 3));
    Card card = model("mine").card();
    assertThat(card.excerpt()).isEqualTo(Excerpt.parse("middle:12"));
    assertThat(card.head().genres()).containsExactly("Calm", "Loud", "Neither");
  }

  @Test
  void thePreprocessorsNormalisationSettingIsUsed() throws IOException {
    Files.writeString(
        folder.resolve("preprocessor_config.json"),
        "{\"do_normalize\": false, \"sampling_rate\": 16000}");
    done("model", "import", "mert", mert);
    Card card = model("mert-32").card();
    assertThat(card.frontEnd().parameters()).containsEntry("normalise", false);
    assertThat(card.sampleRate()).isEqualTo(16_000);
  }

  @Test
  void anEncoderWithoutAHeadIsImportedWithAHintHowToAddOne() {
    assertThat(done("model", "import", "mert", mert).out())
        .contains("reclass model import head FILE --for mert-32");
  }

  @Test
  void aNewHeadReplacesTheOldOneAndLeavesTheEncoder() throws IOException {
    done("model", "import", "mert", mert, "--head", head("a.pth", WIDTH, 8, 8, 16));
    ModelPackage before = model("mert-32");
    Path second = TinyHeads.of("net.", WIDTH, 5, 16).zip(folder.resolve("b.pth"));
    Path genres =
        Files.writeString(
            folder.resolve("genres.txt"), String.join("\n", before.card().head().genres()));
    done("model", "import", "head", second, "--for", "mert-32", "--genres", genres);
    ModelPackage after = model("mert-32");
    assertThat(after.encoderHash()).isEqualTo(before.encoderHash());
    assertThat(after.headHash()).isNotEqualTo(before.headHash());
    assertThat(after.card().head().source()).isEqualTo(Card.Source.of(second));
    assertThat(after.card().source()).isEqualTo(before.card().source());
    assertThat(reclass.left()).containsExactly(".former-mert-32", "mert-32");
    done("model", "verify", "mert-32");
  }

  @Test
  void aNewHeadDoesNotVouchForADamagedEncoder() throws IOException {
    done("model", "import", "mert", mert);
    Path encoder = model("mert-32").encoder().orElseThrow();
    byte[] bytes = Files.readAllBytes(encoder);
    bytes[bytes.length / 2] ^= 1;
    Files.write(encoder, bytes);
    Commands.Ran ran =
        reclass.run("model", "import", "head", head("h.pth", WIDTH, 8, 8, 16), "--for", "mert-32");
    assertThat(ran.err()).contains("encoder.onnx differs from the file described by its card");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(model("mert-32").head()).isEmpty();
  }

  @Test
  void aHeadOfTheOldJmlaScriptIsImportedWithAWarningAndARemedy() throws IOException {
    done("model", "import", "mert", mert, "--head", head("m.pth", WIDTH, 8, 8, 16));
    Commands.Ran ran =
        done(
            "model",
            "import",
            "jmla",
            jmla,
            "--heads",
            "4",
            "--head",
            head("jmla_classifier.pth", WIDTH, 8, 8, 16));
    assertThat(ran.err())
        .contains("warning: jmla_classifier.pth")
        .contains("padded mel means, not on OpenJMLA's output: retrain it")
        .contains("weight in the vote is unchanged");
    assertThat(model("openjmla").card().frontEnd())
        .isEqualTo(new Card.FrontEnd("jmla", Map.of("bands", 80, "frames", 176)));
    assertThat(ran.err()).contains("set reclass.stages=mert:mert-32");
    done("model", "verify", "openjmla");
  }

  @Test
  void ifTheOldJmlaHeadVotesAloneTheRemedyIsToRemoveIt() throws IOException {
    Path old = head("jmla_classifier.pth", WIDTH, 8, 8, 16);
    Commands.Ran ran = done("model", "import", "jmla", jmla, "--heads", "4", "--head", old);
    assertThat(ran.err()).contains("To stop using it, run reclass model remove openjmla");
  }

  @ParameterizedTest
  @CsvSource({
    "768, MERT-v1-95M or OpenJMLA, reclass model fetch mert-95m --head",
    "1024, MERT-v1-330M, reclass model fetch mert-330m --head",
    "128, VGGish, reclass model import vggish FILE --head",
    "518, 518 features, reclass model import head",
    "77, No encoder that can be fetched gives 77, reclass embed --model mert-32 -o FILE.npy"
  })
  void aHeadOfAnotherWidthIsRefusedAndAFittingModelNamed(int width, String fits, String command)
      throws IOException {
    Commands.Ran ran =
        reclass.run("model", "import", "mert", mert, "--head", head("h.pth", width, 8, 8, 16));
    assertThat(ran.err())
        .contains("h.pth: takes " + width + " values, but mert-32 gives 32")
        .contains(fits)
        .contains(command)
        .contains("train one of 32 inputs");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(reclass.left()).isEmpty();
    assertCommandsExist(ran.err());
  }

  /** Checks that every command and option named in a message exists. */
  private static void assertCommandsExist(String message) {
    Matcher commands = Pattern.compile("reclass ([^,;]*)").matcher(message);
    int found = 0;
    for (; commands.find(); found++) {
      CommandLine command = new CommandLine(new Main());
      for (String word : commands.group(1).strip().split(" ", -1)) {
        CommandLine inner = command.getSubcommands().get(word);
        if (word.startsWith("-")) {
          assertThat(command.getCommandSpec().optionsMap()).as(message).containsKey(word);
        }
        command = inner == null ? command : inner;
      }
      assertThat(command.getParent()).as(commands.group()).isNotNull();
      assertThat(command.getSubcommands()).as(commands.group()).isEmpty();
    }
    assertThat(found).as(message).isPositive();
  }

  @Test
  void aHeadForTheFeaturesMustTakeAllOfThem() throws IOException {
    Commands.Ran ran = reclass.run("model", "import", "head", head("h.pth", 768, 8, 8, 16));
    assertThat(ran.err())
        .contains("takes 768 values, but the extractor gives 518")
        .contains("reclass features -o FILE.npy");
    assertThat(ran.status()).isEqualTo(1);
    assertCommandsExist(ran.err());
  }

  @Test
  void aHeadWithoutGenresAsksForThem() throws IOException {
    Path head = TinyHeads.of("net.", 518, 8, 3).zip(folder.resolve("h.pth"));
    Commands.Ran ran = reclass.run("model", "import", "head", head);
    assertThat(ran.err().lines()).singleElement().asString().contains("3 outputs", "--genres FILE");
    assertThat(ran.status()).isEqualTo(2);
  }

  @Test
  void aHeadForTheFeaturesWithoutScalerAsksForIt() throws IOException {
    Path head = TinyHeads.of("net.", 518, 8, 3).zip(folder.resolve("h.pth"));
    Path genres = Files.writeString(folder.resolve("genres.txt"), "A\nB\nC\n");
    Commands.Ran ran = reclass.run("model", "import", "head", head, "--genres", genres);
    assertThat(ran.err().lines()).singleElement().asString().contains("--scaler FILE");
    assertThat(ran.status()).isEqualTo(2);
  }

  @Test
  void aNumpyScalerCompletesAPlainHead() throws IOException {
    Path head = TinyHeads.of("net.", 518, 8, 3).zip(folder.resolve("plain.v2.pth"));
    Path genres = Files.writeString(folder.resolve("genres.txt"), "A\nB\nC\n");
    float[] mean = new float[518];
    mean[1] = 7;
    float[] scale = new float[518];
    Arrays.fill(scale, 2);
    Path scaler = folder.resolve("scaler.npy");
    NumpyFile.write(scaler, mean, scale);
    done("model", "import", "head", head, "--genres", genres, "--scaler", scaler);
    Card card = model("plain.v2").card();
    assertThat(card.head().scaler().mean()).startsWith(0.0, 7.0).hasSize(518);
    assertThat(card.head().scaler().scale()).containsOnly(2.0);
    assertThat(card.excerpt()).isEqualTo(Excerpt.FULL);
    assertThat(card.sampleRate()).isZero();
    done("model", "verify", "plain.v2");
  }

  @ParameterizedTest
  @CsvSource({"A;B, 'names 2 genres, but the head has 3 outputs'", "A;B;b, Duplicate genre: B"})
  void aListOfGenresThatDoesNotFitIsRefused(String lines, String reason) throws IOException {
    Path genres = Files.writeString(folder.resolve("g.txt"), lines.replace(';', '\n'));
    Path head = TinyHeads.of("net.", WIDTH, 8, 3).zip(folder.resolve("h.pth"));
    Commands.Ran ran =
        reclass.run("model", "import", "mert", mert, "--head", head, "--genres", genres);
    assertThat(ran.err()).contains("g.txt").contains(reason);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(reclass.left()).isEmpty();
  }

  @Test
  void anEncoderOfUnknownAttentionHeadsAsksForTheirNumber() {
    Commands.Ran ran = reclass.run("model", "import", "jmla", jmla);
    assertThat(ran.err()).contains("--heads N");
    assertThat(ran.status()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--name, ../etc, 'name ''../etc'' is not valid for a package'",
    "--excerpt, end:30, Invalid excerpt 'end:30'",
    "--excerpt, start:-1, Invalid excerpt",
    "--excerpt, full, --excerpt full is longer than the input of MERT",
    "--excerpt, middle:31, --excerpt middle:31 is longer than the input of MERT",
    "--genres, g.txt, give one with --head FILE"
  })
  void anInvalidOptionIsAUsageError(String option, String value, String reason) throws IOException {
    Commands.Ran ran = reclass.run("model", "import", "mert", mert, option, value);
    assertThat(ran.err()).contains(reason.replace("''", "'"));
    assertThat(ran.status()).isEqualTo(2);
    assertThat(reclass.left()).isEmpty();
  }

  @Test
  void aModelOfAnotherKindIsNotReplaced() throws IOException {
    done("model", "import", "mert", mert, "--name", "mine");
    Commands.Ran ran =
        reclass.run("model", "import", "jmla", jmla, "--heads", "4", "--name", "mine");
    assertThat(ran.err()).contains("Another model is called mine, of kind mert", "--name");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(model("mine").card().kind()).isEqualTo(Kind.MERT);
  }

  @Test
  void aHeadForAMissingModelIsAUsageError() throws IOException {
    Commands.Ran ran =
        reclass.run("model", "import", "head", head("h.pth", WIDTH, 16), "--for", "none");
    assertThat(ran.err()).contains("--for none: no such model");
    assertThat(ran.status()).isEqualTo(2);
  }

  @Test
  void aHeadForAModelTakesItsNameAndExcerpt() throws IOException {
    done("model", "import", "mert", mert);
    Commands.Ran ran =
        reclass.run(
            "model",
            "import",
            "head",
            head("h.pth", WIDTH, 16),
            "--for",
            "mert-32",
            "--excerpt",
            "full");
    assertThat(ran.err()).contains("--excerpt").contains("leave it out");
    assertThat(ran.status()).isEqualTo(2);
  }
}
