package io.musicreclass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Golden;
import io.musicreclass.convert.TinyHeads;
import io.musicreclass.convert.read.TorchFiles;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelStore;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that contain more than a network's weights. */
class ImportExtraTensorsTest {
  private static final int WIDTH = Features.COUNT;

  @TempDir private Path folder;
  private Commands reclass;
  private Path genres;

  @BeforeEach
  void setUp() throws IOException {
    reclass = new Commands(folder);
    genres = Files.writeString(folder.resolve("genres.txt"), "A\nB\nC\n");
  }

  private static TorchFiles head(String prefix) {
    return scaled(TinyHeads.of(prefix, WIDTH, 8, 3), "scaler_");
  }

  private static TorchFiles scaled(TorchFiles head, String scaler) {
    return head.put(scaler + "mean", List.of(WIDTH), () -> filled(WIDTH, 7))
        .put(scaler + "scale", List.of(WIDTH), () -> filled(WIDTH, 2));
  }

  private static float[] filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  private Commands.Ran imported(Path file, Object... more) {
    Object[] all = {"model", "import", "head", file, "--genres", genres, "--name", "x"};
    Object[] words = Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, words, all.length, more.length);
    return reclass.run(words);
  }

  private Card.Head card() {
    return new ModelStore(List.of(reclass.models())).find("x").orElseThrow().card().head();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "criterion.weight",
        "loss_fn.pos_weight",
        "loss.weight",
        "train_acc.tp",
        "val_metrics.f1.fn",
        "metrics.0.task_weights",
        "confusion_matrix.confmat",
        "class_weights",
        "n_averaged"
      })
  void tensorsOfTheTrainingAreNamedAndSkipped(String name) throws IOException {
    Path file =
        head("model.fc.").put(name, List.of(3), () -> new float[3]).zip(folder.resolve("a.ckpt"));
    Commands.Ran ran = imported(file);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("unused    " + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attention.weight",
        "model.loss_free_gate.weight",
        "metric_head.weight",
        "precisionist.bias"
      })
  void aForeignLayerIsStillRefused(String name) throws IOException {
    Path file =
        head("model.fc.").put(name, List.of(3), () -> new float[3]).zip(folder.resolve("a.ckpt"));
    Commands.Ran ran = imported(file);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains(name).contains("is not part of this network");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"scaler_", "scaler.", "model.scaler_", "normalizer.", "feature_", "model.input_"})
  void aScalerAmongTheWeightsIsUsed(String scaler) throws IOException {
    Path file =
        scaled(TinyHeads.of("fc.", WIDTH, 8, 3), scaler)
            .safetensors(folder.resolve("a.safetensors"));
    Commands.Ran ran = imported(file);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(card().scaler().mean()).hasSize(WIDTH).containsOnly(7.0);
    assertThat(card().scaler().scale()).containsOnly(2.0);
  }

  @ParameterizedTest
  @CsvSource({"ema_model.", "model_ema.", "ema."})
  void anAveragedCopyIsNamedAndCanBeChosen(String prefix) throws IOException {
    TorchFiles both = head("fc.");
    both.put(prefix + "n_averaged", List.of(1), () -> new float[1]);
    for (String name : List.of("0.weight", "0.bias", "3.weight", "3.bias")) {
      List<Integer> shape = both.shape("fc." + name);
      int size = shape.stream().reduce(1, (a, b) -> a * b);
      both.put(prefix + "fc." + name, shape, () -> filled(size, 0.25f));
    }
    Path file = both.zip(folder.resolve("a.pth"));
    Commands.Ran trained = imported(file);
    assertThat(trained.status()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("--ema takes the averaged copy")
        .contains(prefix.replace(".", ""));
    Card.Golden asTrained = card().golden();

    Commands.Ran averaged = reclass.run("model", "remove", "x");
    assertThat(averaged.status()).isZero();
    averaged = imported(file, "--ema");
    assertThat(averaged.out()).contains("the averaged copy (");
    assertThat(card().golden()).isNotEqualTo(asTrained);
    assertThat(card().golden().logits())
        .hasSize(3)
        .allMatch(l -> l.equals(card().golden().logits().get(0)));
  }

  @Test
  void aMissingAveragedCopyIsReported() throws IOException {
    Commands.Ran ran = imported(head("fc.").zip(folder.resolve("a.pth")), "--ema");
    assertThat(ran.status()).isNotZero();
    assertThat(ran.err()).contains("contains no averaged copy of its weights");
    assertThat(reclass.left()).isEmpty();
  }

  @Test
  void aLinearLayerWithoutBiasIsImported() throws IOException {
    Commands.Ran ran = imported(head("fc.").remove("fc.3.bias").zip(folder.resolve("a.pth")));
    assertThat(ran.status()).as(ran.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "plain.pth, false, ''",
    "nobias.pth, false, ''",
    "lightning_crit.ckpt, false, criterion.weight",
    "meta.safetensors, false, ''",
    "scaler_buffers.pth, true, ''",
    "ema.pth, false, model_ema"
  })
  void theReportedCheckpointsAreImported(String file, boolean named, String message) {
    Path cases = Golden.path("cases/checkpoint-extra-tensors");
    Commands.Ran ran =
        named
            ? reclass.run(
                "model", "import", "head", cases.resolve(file), "--genres", cases.resolve("g.txt"))
            : reclass.run("model", "import", "head", cases.resolve(file));
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("Rock, Jazz, Blues, Pop").contains(message);
  }
}
