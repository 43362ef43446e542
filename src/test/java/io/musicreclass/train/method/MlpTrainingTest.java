package io.musicreclass.train.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.select.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlpTrainingTest {
  private static final MlpRecipe SMALL = new MlpRecipe(List.of(16, 8), 0.25, 3e-3, 32, 40, 5, 6);
  private static final TrainingRows ROWS = SyntheticRows.of(480, 12, 3);

  private static FittedMlp fit(TrainingRows rows, long seed) {
    return new MlpTraining(SMALL, rows, seed).run(TrainingProgress.none());
  }

  private static long checksum(FittedMethod fitted) {
    CRC32 crc = new CRC32();
    crc.update(fitted.toOnnx(1.5));
    return crc.getValue();
  }

  private static double accuracy(FittedMethod fitted, TrainingRows rows) {
    double right = 0;
    for (int i = 0; i < rows.rows().length; i++) {
      double[] z = fitted.logits(rows.rows()[i]);
      int label = rows.labels()[i];
      right += z[label] >= Math.max(z[0], Math.max(z[1], z[2])) ? 1 : 0;
    }
    return right / rows.rows().length;
  }

  /** Keeps the state, and interrupts the training after some epochs. */
  private static final class Interrupting implements TrainingProgress {
    private final int epochs;
    private Optional<byte[]> state = Optional.empty();
    private final Map<String, Interrupting> parts = new HashMap<>();
    private final List<String> told = new ArrayList<>();

    Interrupting(int epochs) {
      this.epochs = epochs;
    }

    @Override
    public void report(int done, int of, String unit) {
      told.add(unit + " " + done + " of " + of);
      if (done == epochs) {
        throw new CancellationException();
      }
    }

    @Override
    public TrainingProgress part(String name) {
      return parts.computeIfAbsent(name, part -> new Interrupting(-1));
    }

    @Override
    public Optional<byte[]> stored() {
      return state;
    }

    @Override
    public void store(Supplier<byte[]> training) {
      state = Optional.of(training.get());
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesOnEveryMachine() {
    assertThat(checksum(fit(ROWS, 1))).isEqualTo(1_395_153_569L);
    assertThat(checksum(fit(ROWS, 2))).isNotEqualTo(1_395_153_569L);
  }

  @Test
  void itLearnsAndStopsWhenTheRowsHeldOutSaySo() {
    FittedMlp fitted = fit(ROWS, 1);
    List<Epoch> epochs = fitted.epochs();
    int best = (int) fitted.describe().get("epochs_of_best");
    assertThat(epochs).hasSize(Math.min(best + 5, 40));
    assertThat(epochs.stream().mapToDouble(Epoch::validLoss).min())
        .hasValue(epochs.get(best - 1).validLoss());
    assertThat(epochs.get(0).trainLoss()).isGreaterThan(2 * epochs.get(best - 1).trainLoss());
    assertThat(fitted.describe()).containsEntry("held_out_rows", 48).containsEntry("batch", 32);
    assertThat(accuracy(fitted, ROWS)).isGreaterThan(0.95);
  }

  @Test
  void anInterruptedTrainingGoesOnToTheSameBytes() {
    Interrupting interrupted = new Interrupting(4);
    MlpTraining first = new MlpTraining(SMALL, ROWS, 1);
    assertThatThrownBy(() -> first.run(interrupted)).isInstanceOf(CancellationException.class);
    Interrupting resumed = new Interrupting(-1);
    resumed.state = interrupted.state;
    FittedMlp fitted = new MlpTraining(SMALL, ROWS, 1).run(resumed);
    FittedMlp whole = fit(ROWS, 1);
    assertThat(interrupted.told).last().isEqualTo("epoch 4 of 40");
    assertThat(resumed.told).first().isEqualTo("epoch 5 of 40");
    assertThat(fitted.toOnnx(1)).isEqualTo(whole.toOnnx(1));
    assertThat(fitted.epochs().stream().map(Epoch::validLoss).toList())
        .isEqualTo(whole.epochs().stream().map(Epoch::validLoss).toList());
    Interrupting finished = new Interrupting(-1);
    finished.state = resumed.state;
    assertThat(new MlpTraining(SMALL, ROWS, 1).run(finished).toOnnx(1)).isEqualTo(whole.toOnnx(1));
    assertThat(finished.told).as("nothing is trained twice").isEmpty();
  }

  @Test
  void thenAllRowsTrainForTheEpochsThatWereFound() {
    FittedMlp found = fit(ROWS, 1);
    FittedMlp whole = MlpMethod.fit(SMALL, ROWS, 1, TrainingProgress.none());
    FittedMlp all =
        new MlpTraining(SMALL.withoutEarlyStopping(found.bestEpoch()), ROWS, 1)
            .run(TrainingProgress.none());
    assertThat(whole.toOnnx(1)).isEqualTo(all.toOnnx(1)).isNotEqualTo(found.toOnnx(1));
    assertThat(whole.describe()).isEqualTo(found.describe());
    assertThat(whole.epochs()).hasSameSizeAs(found.epochs());
  }

  @Test
  void interruptedOnAllRowsItGoesOnThere() {
    int epochs = fit(ROWS, 1).epochs().size();
    Interrupting interrupted = new Interrupting(epochs + 2);
    assertThatThrownBy(() -> MlpMethod.fit(SMALL, ROWS, 1, interrupted))
        .isInstanceOf(CancellationException.class);
    Interrupting resumed = new Interrupting(-1);
    resumed.state = interrupted.state;
    resumed.parts.putAll(interrupted.parts);
    FittedMlp fitted = MlpMethod.fit(SMALL, ROWS, 1, resumed);
    assertThat(resumed.told).first().asString().startsWith("epoch " + (epochs + 3) + " of ");
    assertThat(fitted.toOnnx(1))
        .isEqualTo(MlpMethod.fit(SMALL, ROWS, 1, TrainingProgress.none()).toOnnx(1));
  }

  @Test
  void theStateOfAnotherTrainingIsRefused() {
    Interrupting other = new Interrupting(2);
    MlpTraining first = new MlpTraining(SMALL, ROWS, 1);
    assertThatThrownBy(() -> first.run(other)).isInstanceOf(CancellationException.class);
    MlpTraining second = new MlpTraining(SMALL, ROWS, 2);
    assertThatThrownBy(() -> second.run(other))
        .isInstanceOf(TrainingProgress.UnusableState.class)
        .hasMessageContaining("is of another training (")
        .hasMessageContaining("seed 1, 480 rows)");
    other.state = Optional.of(new byte[] {0, 3, 'a', 'b'});
    assertThatThrownBy(() -> new MlpTraining(SMALL, ROWS, 1).run(other))
        .isInstanceOf(TrainingProgress.UnusableState.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void withoutGroupsThatCanBeHeldOutAllRowsTrainForAFewEpochs() {
    int[] one = new int[ROWS.labels().length];
    TrainingRows rows =
        new TrainingRows(ROWS.rows(), ROWS.labels(), one, ROWS.weights(), ROWS.genres());
    FittedMlp fitted = fit(rows, 1);
    assertThat(fitted.epochs()).hasSize(6).allMatch(epoch -> Double.isNaN(epoch.validLoss()));
    assertThat(fitted.describe())
        .containsEntry("held_out_rows", 0)
        .containsEntry("epochs_of_best", 6);
  }

  @Test
  void rowsThatCountMoreArePredictedMoreOften() {
    double[] plain = mean(fit(ROWS, 1));
    double[] weighted = mean(fit(SyntheticRows.weighted(ROWS, 2, 20), 1));
    assertThat(weighted[2] - weighted[0]).isGreaterThan(plain[2] - plain[0] + 1);
  }

  private static double[] mean(FittedMethod fitted) {
    double[] mean = new double[3];
    for (double[] row : ROWS.rows()) {
      double[] z = fitted.logits(row);
      for (int g = 0; g < 3; g++) {
        mean[g] += z[g] / ROWS.rows().length;
      }
    }
    return mean;
  }

  @Test
  void theOnnxFileGivesTheSameLogits(@TempDir Path folder) throws IOException {
    FittedMlp fitted = fit(ROWS, 1);
    Path file = Files.write(folder.resolve("head.onnx"), fitted.toOnnx(2));
    RowScaling scaling = new RowScaling(ROWS.rows());
    try (Engine engine = Engines.cpu(1);
        Network network = engine.load(file)) {
      for (int i = 0; i < 20; i++) {
        float[] x = new float[12];
        scaling.apply(ROWS.rows()[i], x);
        float[] found = network.run(x, 1, 12);
        double[] expected = fitted.logits(ROWS.rows()[i]);
        for (int g = 0; g < 3; g++) {
          assertThat((double) found[g]).isCloseTo(expected[g] / 2, within(1e-4));
        }
      }
    }
    assertThat(fitted.scaler().orElseThrow().mean().get(3)).isCloseTo(300, within(1.0));
  }

  @Test
  void theMethodIsTheNetworkOfTheOldScript() {
    HeadMethod method = HeadMethods.of("mlp-256-128");
    FittedMethod fitted = method.fit(SyntheticRows.of(120, 20, 3), 1, TrainingProgress.none());
    assertThat(fitted.describe())
        .containsEntry("hidden", List.of(256, 128))
        .containsEntry("batch", 64)
        .containsEntry("dropout", 0.3)
        .containsEntry("learning_rate", 0.001)
        .containsEntry("optimizer", "adam");
  }
}
