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
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XgboostMethodTest {
  private static final TrainingRows ROWS = SyntheticRows.clouds(400, 1);
  private static final TrainingRows OTHERS = SyntheticRows.clouds(1000, 2);

  private static final XgboostMethod METHOD = new XgboostMethod();
  private static final FittedMethod FITTED = METHOD.fit(ROWS, 1, TrainingProgress.none());

  @TempDir private Path folder;

  @Test
  void treesPredictRowsThatTheyWereNotFittedTo() {
    assertThat(Check.accuracy(FITTED, OTHERS)).isCloseTo(0.93, within(0.03));
  }

  @Test
  void theOnnxFileGivesTheSameLogits() throws IOException {
    assertThat(Check.onnxError(FITTED, 1.7, OTHERS, folder)).isLessThan(1e-4);
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
            Map.of(
                "objective",
                "multi:softprob",
                "num_class",
                ROWS.genres(),
                "base_score",
                0,
                "nthread",
                1),
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
    byte[] first = FITTED.toOnnx(1);
    assertThat(METHOD.fit(ROWS, 1, TrainingProgress.none()).toOnnx(1)).isEqualTo(first);
    assertThat(METHOD.fit(ROWS, 2, TrainingProgress.none()).toOnnx(1)).isNotEqualTo(first);
  }

  @Test
  void boostingStopsWhereTheLossOfHeldOutGroupsIsLeast() {
    List<String> progress = new ArrayList<>();
    FittedMethod fitted =
        METHOD.fit(ROWS, 1, (done, of, unit) -> progress.add(done + "/" + of + " " + unit));
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
  void aGenreOfMoreWeightIsPredictedMoreOften() {
    FittedMethod fitted =
        METHOD.fit(SyntheticRows.weighingFirstGenre(ROWS), 1, TrainingProgress.none());
    assertThat(Check.ofFirstGenre(fitted, OTHERS))
        .isGreaterThan(Check.ofFirstGenre(FITTED, OTHERS) + 10);
  }

  @Test
  void theProgramFindsTheMethodByItsName() {
    assertThat(HeadMethods.of("xgboost")).isInstanceOf(XgboostMethod.class);
  }
}
