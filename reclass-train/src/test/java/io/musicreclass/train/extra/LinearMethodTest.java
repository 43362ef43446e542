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
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;

class LinearMethodTest {
  private static final TrainingRows ROWS = SyntheticRows.clouds(400, 1);
  private static final TrainingRows OTHERS = SyntheticRows.clouds(1000, 2);

  private static final LinearMethod METHOD = new LinearMethod();
  private static final FittedMethod FITTED = METHOD.fit(ROWS, 1, TrainingProgress.none());

  @TempDir private Path folder;

  @Test
  void aLinearHeadPredictsRowsThatItWasNotFittedTo() {
    assertThat(Check.accuracy(FITTED, OTHERS)).isCloseTo(0.95, within(0.03));
  }

  @Test
  void theOnnxFileGivesTheSameLogits() throws IOException {
    assertThat(Check.onnxError(FITTED, 1.7, OTHERS, folder)).isLessThan(1e-4);
  }

  @Test
  void theLogitsAreTribuosOwn() {
    Standardiser inputs = new Standardiser(ROWS);
    Dataset<Label> data = TribuoData.of(ROWS, inputs);
    LinearSGDModel model = LinearMethod.model(data, 3, 1);
    Linear linear = Linear.of(model, ROWS.width(), ROWS.genres());
    int row = 0;
    for (Example<Label> example : data) {
      Map<String, Label> shares = model.predict(example).getOutputScores();
      double[] logits = linear.logits(inputs.apply(ROWS.rows()[row++]));
      double first = Math.log(shares.get("0").getScore()) - logits[0];
      for (int g = 1; g < logits.length; g++) {
        double share = Math.log(shares.get(Integer.toString(g)).getScore());
        assertThat(share - logits[g]).isCloseTo(first, within(1e-6));
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
  void theNumberOfEpochsIsTheOneOfLeastLossOnHeldOutGroups() {
    Epoch best =
        FITTED.epochs().stream().min(Comparator.comparingDouble(Epoch::validLoss)).orElseThrow();
    assertThat(FITTED.describe()).containsEntry("chosen_epochs", best.number());
    assertThat(FITTED.epochs()).extracting(Epoch::number).startsWith(1, 2, 4);
    assertThat(best.trainLoss()).isLessThan(FITTED.epochs().get(0).trainLoss() + 1e-9);
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
    assertThat(HeadMethods.of("linear")).isInstanceOf(LinearMethod.class);
  }
}
