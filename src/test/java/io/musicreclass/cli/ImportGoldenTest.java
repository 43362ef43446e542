package io.musicreclass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Golden;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.Prediction;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports of reference checkpoints in the formats that users have. */
class ImportGoldenTest {
  private static final double LOGITS = 1e-5;

  @TempDir private Path folder;
  private Commands reclass;

  @BeforeEach
  void setUp() throws IOException {
    reclass = new Commands(folder);
  }

  private static Path golden(String name) {
    return Golden.path("golden/networks/" + name);
  }

  private static double[] npy(String name) throws ConvertException {
    try (Checkpoint file = Checkpoint.open(golden(name))) {
      return file.tensors().get("").doubles();
    }
  }

  private Commands.Ran imported(Object... arguments) {
    Object[] all = new Object[arguments.length + 2];
    all[0] = "model";
    all[1] = "import";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    Commands.Ran ran = reclass.run(all);
    assertThat(ran.status()).as(ran.err()).isZero();
    return ran;
  }

  private ModelPackage sound(String name) {
    assertThat(reclass.run("model", "verify", name).out())
        .isEqualTo(name + ": ok" + System.lineSeparator());
    return new ModelStore(List.of(reclass.models())).find(name).orElseThrow();
  }

  /** Worst difference of the head's logits; probabilities determine them up to their mean. */
  private static double worst(ModelPackage model, String inputs, String logits)
      throws IOException, ConvertException {
    double[] input = npy(inputs);
    double[] wanted = npy(logits);
    int genres = model.card().head().genres().size();
    int rows = wanted.length / genres;
    int width = input.length / rows;
    double worst = 0;
    try (Engine engine = new OnnxEngine(1);
        Head head = Head.load(model, engine)) {
      for (int row = 0; row < rows; row++) {
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
          values[i] = (float) input[row * width + i];
        }
        Prediction answer =
            width == Features.COUNT
                ? head.score(Features.of(values))
                : head.score(Embedding.of(values));
        double[] have = centred(logsOf(((Prediction.Scored) answer).scores().toArray()));
        double[] want = centred(Arrays.copyOfRange(wanted, row * genres, (row + 1) * genres));
        for (int i = 0; i < genres; i++) {
          worst = Math.max(worst, Math.abs(have[i] - want[i]));
        }
      }
    }
    System.out.printf("%s: worst difference of a logit %.1e%n", model.card().name(), worst);
    return worst;
  }

  private static double[] logsOf(double[] probabilities) {
    return Arrays.stream(probabilities).map(Math::log).toArray();
  }

  private static double[] centred(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(value -> value - mean).toArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "msd_model.pth",
        "msd_model.cuda_tag.pth",
        "msd_model.torch213_numpy2.pth",
        "msd_model.torch213_numpy2_npscalar.pth"
      })
  void theHeadOnTheFeaturesKeepsItsScalerGenresAndColumns(String file) throws Exception {
    imported("head", golden("heads/msd/" + file), "--name", "msd_model");
    ModelPackage model = sound("msd_model");
    Card card = model.card();
    assertThat(card.kind()).isEqualTo(Kind.HEAD);
    assertThat(card.excerpt()).isEqualTo(Excerpt.FULL);
    assertThat(card.head().columns()).isEqualTo(Features.NAMES);
    assertThat(card.head().genres()).hasSize(16).contains("Old-Time / Historic");
    assertThat(card.head().training()).containsKeys("accuracy_as_saved", "epoch_as_saved");
    try (Checkpoint checkpoint = Checkpoint.open(golden("heads/msd/" + file))) {
      assertThat(card.head().scaler().mean())
          .containsExactly(box(checkpoint.array("scaler_mean").orElseThrow().doubles()));
      assertThat(card.head().scaler().scale())
          .containsExactly(box(checkpoint.array("scaler_scale").orElseThrow().doubles()));
    }
    assertThat(worstOfScaled(model)).isLessThan(LOGITS);
    // Features are 32 bits: where a mean is 12,572 times its scale that moves an input by 6e-4
    assertThat(worst(model, "heads/msd/input_raw_f64.npy", "heads/msd/expected/logits_f64.npy"))
        .isLessThan(1e-4);
  }

  /** Like the reference script: inputs scaled in 64 bits by the card's scaler, run in 32. */
  private static double worstOfScaled(ModelPackage model) throws IOException, ConvertException {
    double[] input = npy("heads/msd/input_raw_f64.npy");
    double[] wanted = npy("heads/msd/expected/logits.npy");
    Card.Scaler scaler = model.card().head().scaler();
    float[] scaled = new float[input.length];
    for (int i = 0; i < scaled.length; i++) {
      int column = i % Features.COUNT;
      scaled[i] = (float) ((input[i] - scaler.mean().get(column)) / scaler.scale().get(column));
    }
    try (Engine engine = new OnnxEngine(1);
        Network network = engine.load(model.head().orElseThrow())) {
      float[] logits = network.run(scaled, input.length / Features.COUNT, Features.COUNT);
      double worst = 0;
      for (int i = 0; i < wanted.length; i++) {
        worst = Math.max(worst, Math.abs(logits[i] - wanted[i]));
      }
      System.out.printf("%s: worst difference of a logit %.1e%n", model.card().name(), worst);
      return worst;
    }
  }

  private static Double[] box(double[] values) {
    return Arrays.stream(values).boxed().toArray(Double[]::new);
  }

  @Test
  void aPlainHeadIsCompletedByTheScalerAndGenresOfAnother() throws Exception {
    Path plain = golden("heads/msd/plain_state_dict.pth");
    Commands.Ran bare = reclass.run("model", "import", "head", plain);
    assertThat(bare.status()).isEqualTo(2);
    assertThat(bare.err()).contains("--genres FILE");
    Path genres = folder.resolve("genres.txt");
    Files.writeString(genres, "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\no\np\n");
    imported("head", plain, "--genres", genres, "--scaler", golden("heads/msd/msd_model.pth"));
    assertThat(sound("plain_state_dict").card().head().scaler().mean()).hasSize(518);
  }

  @Test
  void aMertFolderWithItsHeadGivesTheReferenceLogits() throws Exception {
    Path source = golden("mert95_tiny");
    imported("mert", source, "--head", golden("heads/tiny48/mert_classifier.pth"));
    ModelPackage model = sound("mert-48");
    assertThat(model.card().source())
        .isEqualTo(Card.Source.of(source.resolve("model.safetensors")));
    assertThat(model.card().head().genres()).hasSize(16).contains("Old-Time/Historic");
    assertThat(worst(model, "heads/tiny48/mert_input.npy", "heads/tiny48/expected/mert_logits.npy"))
        .isLessThan(LOGITS);
    assertEmbedding(
        model,
        "audio/music24k_5s.norm.npy",
        "mert95_tiny/expected/music5s.norm.last_mean.npy",
        2e-6,
        1,
        120_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mert330_tiny", "mert_layernorm_tiny"})
  void theOtherMertsImportAsFolders(String name) {
    imported("mert", golden(name), "--name", name);
    sound(name);
  }

  @Test
  void anOpenJmlaWithTheOldHeadIsImportedWithAWarning() throws Exception {
    Commands.Ran ran =
        imported(
            "jmla",
            golden("jmla_tiny/epoch_20.pth"),
            "--head",
            golden("heads/tiny48/jmla_classifier.pth"),
            "--heads",
            "4");
    assertThat(ran.err()).contains("warning: jmla_classifier.pth", "retrain it");
    ModelPackage model = sound("openjmla");
    assertThat(worst(model, "heads/tiny48/jmla_input.npy", "heads/tiny48/expected/jmla_logits.npy"))
        .isLessThan(LOGITS);
    assertEmbedding(
        model,
        "jmla_tiny/input_1x80x176.npy",
        "jmla_tiny/expected/mean_all_tokens.npy",
        5e-5,
        1,
        80,
        176);
  }

  private static void assertEmbedding(
      ModelPackage model, String input, String expected, double tolerance, long... shape)
      throws IOException, ConvertException {
    double[] values = npy(input);
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    double[] wanted = npy(expected);
    try (Engine engine = new OnnxEngine(1);
        Network network = engine.load(model.encoder().orElseThrow())) {
      float[] embedding = network.run(floats, shape);
      assertThat(embedding).hasSize(wanted.length);
      for (int i = 0; i < wanted.length; i++) {
        assertThat(Math.abs(embedding[i] - wanted[i])).isLessThan(tolerance);
      }
    }
  }

  @Test
  void aVggishReadsItsPcaFromASeparateFile() {
    imported(
        "vggish",
        golden("vggish_small/vggish.pth"),
        "--pca",
        golden("vggish_small/vggish_pca_params.pth"));
    assertThat(sound("vggish").card().encoder().width()).isEqualTo(128);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "best_model_v2.pth",
        "checkpoint_v2_tinywidths.pth",
        "GTZAN_enhanced_tinywidths.pth",
        "checkpoint_epoch10_tinywidths.pth"
      })
  void aGenreCnnBringsItsOwnHead(String file) {
    imported("gtzan-cnn", golden("gtzan/" + file));
    Card card = sound("gtzan-cnn").card();
    assertThat(card.head().genres()).startsWith("Blues", "Classical").hasSize(10);
    assertThat(card.head().source()).isNull();
  }

  @Test
  void aHeadFor330MIsRefusedForASmallerMertAndAFittingModelNamed() {
    Commands.Ran ran =
        reclass.run(
            "model",
            "import",
            "mert",
            golden("mert95_tiny"),
            "--head",
            golden("heads/mert1024/mert_classifier_1024.pth"));
    assertThat(ran.err())
        .contains("takes 1024 values, but mert-48 gives 48")
        .contains("MERT-v1-330M: reclass model fetch mert-330m");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(reclass.models()).doesNotExist();
  }

  @Test
  void aPickleThatRunsCodeIsRefused() {
    Commands.Ran ran =
        reclass.run(
            "model", "import", "head", golden("formats/must_be_refused_foreign_global.pth"));
    assertThat(ran.err()).contains("posix.getcwd");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(reclass.models()).doesNotExist();
  }
}
