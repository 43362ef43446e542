package io.musicreclass.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.Golden;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.Prediction;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.Features;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleTrainerTest {
  private static final TrainingRecipe SMALL =
      new TrainingRecipe(3, 2, 16, 8, 4, 16, 0.02, 0.9, 2, 5);
  private static final Path BUNDLED = Path.of("models");

  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private ModelPackage train(String models, long seed, boolean split) throws IOException {
    Path table = Files.write(folder.resolve("features.csv"), SyntheticTable.lines());
    SyntheticTable.writeSplit(folder);
    return new Training(new GtzanDataSet(), new EnsembleTrainer(SMALL))
        .run(
            table,
            split ? Optional.of(folder) : Optional.empty(),
            folder.resolve(models),
            seed,
            new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private static void sameBytes(Path one, Path other) throws IOException {
    for (String file : List.of("head.onnx", "model.json")) {
      assertThat(Files.mismatch(one.resolve(file), other.resolve(file))).as(file).isEqualTo(-1);
    }
  }

  @Test
  void separableGenresAreLearnedAndThePackageHasTheAccuracy() throws IOException {
    ModelPackage model = train("models", 1, true);
    Card.Head head = Objects.requireNonNull(model.card().head());
    assertThat(head.accuracy())
        .hasSize(4)
        .allSatisfy(a -> assertThat(a.value()).isGreaterThan(0.9));
    assertThat(head.accuracy().get(0).n()).isEqualTo(240);
    assertThat(head.accuracy().get(1).n()).isEqualTo(60);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("10-fold", "fault-filtered", "95 % interval", "true \\ predicted", "written to");
    assertThat(new ModelStore(List.of(folder.resolve("models"))).find("gtzan48")).isPresent();
  }

  @Test
  void withoutASplitOnlyTheTenFoldFigureIsGiven() throws IOException {
    Card.Head head = Objects.requireNonNull(train("models", 1, false).card().head());
    assertThat(head.accuracy()).hasSize(1);
    assertThat(head.training()).doesNotContainKey("fault_filtered_calibration_error");
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherDoesNot() throws IOException {
    ModelPackage one = train("one", 7, true);
    sameBytes(one.folder(), train("two", 7, true).folder());
    assertThat(train("three", 8, true).headHash()).isNotEqualTo(one.headHash());
  }

  @Test
  void theEngineScoresAsTheTrainerDid() throws IOException {
    ModelPackage model = train("models", 1, false);
    Card.Golden golden =
        Objects.requireNonNull(Objects.requireNonNull(model.card().head()).golden());
    double[] logits = golden.logits().stream().mapToDouble(d -> d).toArray();
    float[] values = new float[Features.COUNT];
    for (int i = 0; i < GtzanTable.COLUMNS.size(); i++) {
      values[Features.column(GtzanTable.COLUMNS.get(i).feature())] =
          golden.input().get(i).floatValue();
    }
    try (Engine engine = new OnnxEngine(1);
        Head head = Head.load(model, engine)) {
      Prediction.Scored scored = (Prediction.Scored) head.score(Features.of(values));
      assertThat(scored.scores().toArray())
          .containsExactly(Logits.softmax(logits, 1), within(1e-5));
    }
  }

  @Test
  void farFromWhatItWasTrainedOnAHeadIsSureOfNothingAndTheEngineAgrees() throws IOException {
    LabelledFeatures data =
        GtzanTable.read(Files.write(folder.resolve("table.csv"), SyntheticTable.lines()));
    Ensemble ensemble = Ensemble.train(SMALL, data, GtzanTable.COLUMNS, 1);
    double[][] rows = new double[3][];
    for (int kind = 0; kind < rows.length; kind++) {
      rows[kind] = new double[data.width()];
      for (int c = 0; c < data.width(); c++) {
        double deviation = GtzanTable.COLUMNS.get(c).variance() ? 0.01 : 1;
        rows[kind][c] = new double[] {1, 100, deviation}[kind] * data.value(0, c);
      }
    }
    LabelledFeatures probes =
        new LabelledFeatures(List.of("as it is", "far", "still"), rows, new int[3], data.genres());
    assertThat(top(ensemble, probes, 0)).isGreaterThan(0.6);
    assertThat(top(ensemble, probes, 1)).as("below reclass.vote.sure").isLessThan(0.6);
    assertThat(top(ensemble, probes, 2)).as("below reclass.vote.sure").isLessThan(0.6);

    Path onnx = Files.write(folder.resolve("gated.onnx"), ensemble.toOnnx());
    Card.Scaler scaler = ensemble.scaler();
    try (Engine engine = new OnnxEngine(1);
        Network network = engine.load(onnx)) {
      for (int kind = 0; kind < rows.length; kind++) {
        float[] x = new float[data.width()];
        for (int c = 0; c < x.length; c++) {
          x[c] = (float) ((rows[kind][c] - scaler.mean().get(c)) / scaler.scale().get(c));
        }
        float[] logits = network.run(x, 1, x.length);
        double[] expected = ensemble.logits(probes, kind);
        for (int g = 0; g < logits.length; g++) {
          assertThat((double) logits[g]).isCloseTo(expected[g], within(1e-3));
        }
      }
    }
  }

  private static double top(Ensemble ensemble, LabelledFeatures probes, int probe) {
    double[] p = Logits.softmax(ensemble.logits(probes, probe), 1);
    return p[Logits.top(p)];
  }

  @Test
  void anUnusableTableLeavesNoPackage() {
    assertThatThrownBy(
            () ->
                Training.ALL
                    .get(0)
                    .run(
                        folder.resolve("none.csv"),
                        Optional.empty(),
                        folder.resolve("models"),
                        1,
                        new PrintStream(printed, true, StandardCharsets.UTF_8)))
        .hasMessageContaining("none.csv: no such file");
    assertThat(folder.resolve("models")).doesNotExist();
  }

  @Test
  void theBundledModelIsWholeAndPassesItsGoldenVector() throws IOException {
    ModelPackage bundled = new ModelStore(List.of(BUNDLED)).find("gtzan48").orElseThrow();
    assertThat(bundled.verify()).isEmpty();
    try (Engine engine = new OnnxEngine(1);
        Head head = Head.load(bundled, engine)) {
      assertThat(head.verify()).isEmpty();
    }
  }

  @Test
  @Tag("slow")
  void retrainingGivesTheBundledBytesAndKeepsItsPromises() throws IOException {
    Path data = Golden.path("data/gtzan");
    ModelPackage model =
        Training.ALL
            .get(0)
            .run(
                data.resolve("features_30_sec.csv"),
                Optional.of(data),
                folder.resolve("models"),
                Training.SEED,
                System.out);
    List<Card.Accuracy> accuracy = Objects.requireNonNull(model.card().head()).accuracy();
    assertThat(accuracy.get(0).value()).isGreaterThanOrEqualTo(0.72);
    assertThat(accuracy.get(1).value()).isGreaterThanOrEqualTo(0.486);
    assertThat(accuracy.subList(2, 4))
        .allSatisfy(sure -> assertThat(sure.protocol()).startsWith("sure (60 % and more)"))
        .allSatisfy(sure -> assertThat(sure.value()).isGreaterThanOrEqualTo(0.9));
    sameBytes(BUNDLED.resolve("gtzan48"), model.folder());
  }
}
