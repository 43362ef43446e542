package io.musicreclass.train.extra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.train.method.Epoch;
import io.musicreclass.train.method.FittedMethod;
import io.musicreclass.train.method.HeadMethods;
import io.musicreclass.train.method.TrainingProgress;
import io.musicreclass.train.method.TrainingRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XgboostMethodTest {
  private static final TrainingRows ROWS = SyntheticRows.clouds(600, 1);
  private static final TrainingRows OTHERS = SyntheticRows.clouds(1000, 2);

  private final XgboostMethod method = new XgboostMethod();

  @TempDir private Path folder;

  @Test
  void treesPredictRowsThatTheyWereNotFittedTo() {
    FittedMethod fitted = method.fit(ROWS, 1, TrainingProgress.none());
    System.out.println(Check.accuracy(fitted, OTHERS));
    System.out.println(fitted.describe());
    FittedMethod rings = method.fit(SyntheticRows.rings(600, 1), 1, TrainingProgress.none());
    System.out.println(Check.accuracy(rings, SyntheticRows.rings(1000, 2)));
    assertThat(Check.accuracy(fitted, OTHERS)).isCloseTo(0.9, within(0.1));
  }

  @Test
  void theOnnxFileGivesTheSameLogits() throws IOException {
    FittedMethod fitted = method.fit(ROWS, 1, TrainingProgress.none());
    assertThat(Check.onnxError(fitted, 1.7, OTHERS, folder)).isLessThan(1e-4);
  }

  @Test
  void theLogitsAreXgboostsOwnMargins() throws XGBoostError {
    float[] values = new float[ROWS.rows().length * ROWS.width()];
    float[] labels = new float[ROWS.rows().length];
    for (int i = 0; i < labels.length; i++) {
      for (int c = 0; c < ROWS.width(); c++) {
        values[i * ROWS.width() + c] = (float) ROWS.rows()[i][c];
      }
      labels[i] = ROWS.labels()[i];
    }
    DMatrix matrix = new DMatrix(values, labels.length, ROWS.width(), Float.NaN);
    matrix.setLabel(labels);
    Booster booster =
        XGBoost.train(
            matrix,
            Map.of("objective", "multi:softprob", "num_class", ROWS.genres(), "base_score", 0),
            20,
            Map.of(),
            null,
            null);
    TreeEnsemble trees = TreeEnsemble.of(booster.toByteArray("json"), ROWS.width(), ROWS.genres());
    float[][] margins = booster.predict(matrix, true);
    for (int i = 0; i < labels.length; i++) {
      double[] logits = trees.logits(ROWS.rows()[i]);
      for (int g = 0; g < logits.length; g++) {
        assertThat(logits[g]).isCloseTo(margins[i][g], within(1e-5));
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    byte[] first = method.fit(ROWS, 1, TrainingProgress.none()).toOnnx(1);
    assertThat(method.fit(ROWS, 1, TrainingProgress.none()).toOnnx(1)).isEqualTo(first);
    assertThat(method.fit(ROWS, 2, TrainingProgress.none()).toOnnx(1)).isNotEqualTo(first);
  }

  @Test
  void boostingStopsWhereTheLossOfHeldOutGroupsIsLeast() {
    List<String> progress = new ArrayList<>();
    FittedMethod fitted =
        method.fit(ROWS, 1, (done, of, unit) -> progress.add(done + "/" + of + " " + unit));
    List<Epoch> epochs = fitted.epochs();
    double least = epochs.stream().mapToDouble(Epoch::validLoss).min().orElseThrow();
    int rounds = (int) fitted.describe().get("rounds");
    assertThat(epochs.get(rounds - 1).validLoss()).isEqualTo(least);
    assertThat(epochs).hasSize(rounds + 25);
    assertThat(epochs.get(0).trainLoss()).isGreaterThan(epochs.get(rounds - 1).trainLoss());
    assertThat(epochs).allMatch(e -> e.validAccuracy() >= 0 && e.validAccuracy() <= 1);
    assertThat(progress).hasSize(epochs.size() + rounds).endsWith(rounds + "/" + rounds + " round");
  }

  @Test
  void genresOfMoreWeightArePredictedMoreOften() {
    double[] weights = ROWS.weights().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = ROWS.labels()[i] == 0 ? 3.1 : 0.3;
    }
    TrainingRows weighted =
        new TrainingRows(ROWS.rows(), ROWS.labels(), ROWS.groups(), weights, ROWS.genres());
    FittedMethod fitted = method.fit(weighted, 1, TrainingProgress.none());
    FittedMethod plain = method.fit(ROWS, 1, TrainingProgress.none());
    assertThat(ofFirstGenre(fitted)).isGreaterThan(ofFirstGenre(plain) + 20);
  }

  private static long ofFirstGenre(FittedMethod fitted) {
    return Arrays.stream(OTHERS.rows())
        .filter(
            row -> Arrays.stream(fitted.logits(row)).max().orElseThrow() == fitted.logits(row)[0])
        .count();
  }

  @Test
  void theProgramFindsTheMethodByItsName() {
    assertThat(HeadMethods.of("xgboost")).isInstanceOf(XgboostMethod.class);
  }
}
