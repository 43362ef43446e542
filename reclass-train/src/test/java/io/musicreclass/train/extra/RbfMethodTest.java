package io.musicreclass.train.extra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;
import org.tribuo.common.libsvm.LibSVMModel;

class RbfMethodTest {
  private static final TrainingRows ROWS = SyntheticRows.rings(400, 1);
  private static final TrainingRows OTHERS = SyntheticRows.rings(1000, 2);

  private static final RbfMethod METHOD = new RbfMethod();
  private static final FittedMethod FITTED = METHOD.fit(ROWS, 1, TrainingProgress.none());

  @TempDir private Path folder;

  @Test
  void aKernelPredictsWhatALinearHeadCannot() {
    FittedMethod linear = new LinearMethod().fit(ROWS, 1, TrainingProgress.none());
    assertThat(Check.accuracy(FITTED, OTHERS)).isCloseTo(0.76, within(0.03));
    assertThat(Check.accuracy(linear, OTHERS)).isLessThan(0.4);
  }

  @Test
  void theOnnxFileGivesTheSameLogits() throws IOException {
    assertThat(Check.onnxError(FITTED, 1.7, OTHERS, folder)).isLessThan(1e-4);
  }

  @Test
  void theDecisionsAreLibsvmsOwn() {
    Standardiser inputs = new Standardiser(ROWS);
    LibSVMModel<Label> model =
        RbfMethod.model(TribuoData.of(ROWS, inputs), Map.of(), 4, 1.0 / ROWS.width());
    SupportVectors vectors = SupportVectors.of(model, ROWS.genres(), 1.0 / ROWS.width());
    svm_model machine = model.getInnerModels().get(0);
    for (double[] row : OTHERS.rows()) {
      double[] x = inputs.apply(row);
      svm_node[] nodes = new svm_node[x.length];
      for (int c = 0; c < x.length; c++) {
        nodes[c] = new svm_node();
        nodes[c].index = c;
        nodes[c].value = x[c];
      }
      double[] expected = new double[6];
      svm.svm_predict_values(machine, nodes, expected);
      assertThat(vectors.decisions(x)).containsExactly(expected, within(1e-9));
    }
  }

  @Test
  void theSameRowsAndSeedGiveTheSameBytes() {
    byte[] first = FITTED.toOnnx(1);
    assertThat(METHOD.fit(ROWS, 1, TrainingProgress.none()).toOnnx(1)).isEqualTo(first);
  }

  @Test
  void ofManyRowsSomeAreDrawn() {
    List<String> progress = new ArrayList<>();
    FittedMethod fitted =
        METHOD.fit(
            SyntheticRows.clouds(RbfMethod.MOST_ROWS + 100, 1),
            1,
            (done, of, unit) -> progress.add(done + "/" + of));
    assertThat(fitted.describe()).containsEntry("fitted_rows", RbfMethod.MOST_ROWS);
    assertThat(progress).containsExactly("1/4", "2/4", "3/4", "4/4");
  }

  @Test
  void aGenreOfMoreWeightIsPredictedMoreOften() {
    FittedMethod fitted =
        METHOD.fit(SyntheticRows.weighingFirstGenre(ROWS), 1, TrainingProgress.none());
    assertThat(Check.ofFirstGenre(fitted, OTHERS))
        .isGreaterThan(Check.ofFirstGenre(FITTED, OTHERS) + 10);
  }

  @Test
  void aGenreWithoutRowsIsNeverPredicted() throws IOException {
    TrainingRows five =
        new TrainingRows(ROWS.rows(), ROWS.labels(), ROWS.groups(), ROWS.weights(), 5);
    for (FittedMethod fitted :
        List.of(
            METHOD.fit(five, 1, TrainingProgress.none()),
            new LinearMethod().fit(five, 1, TrainingProgress.none()),
            new XgboostMethod().fit(five, 1, TrainingProgress.none()))) {
      assertThat(Arrays.stream(OTHERS.rows()))
          .noneMatch(row -> Check.genre(fitted.logits(row)) == 4);
      assertThat(Check.onnxError(fitted, 1, OTHERS, folder)).isLessThan(1e-4);
    }
  }

  @Test
  void theProgramFindsTheMethodByItsName() {
    assertThat(HeadMethods.of("rbf")).isInstanceOf(RbfMethod.class);
  }
}
