package io.musicreclass.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.models.Card;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
  private static LabelledFeatures data(int... labels) {
    List<String> names =
        IntStream.range(0, labels.length).mapToObj(i -> "t" + (char) ('a' + i)).toList();
    double[][] rows =
        Arrays.stream(labels).mapToObj(l -> new double[] {l, 1}).toArray(double[][]::new);
    return new LabelledFeatures(names, rows, labels, 2);
  }

  @Test
  void theDiceAreSplitMix64() {
    // The first outputs of the published generator for seed 1234567.
    SplitMix64 dice = new SplitMix64(1234567);
    assertThat(dice.next()).isEqualTo(6457827717110365317L);
    assertThat(dice.next()).isEqualTo(3203168211198807973L);
  }

  @Test
  void normalNumbersHaveMeanZeroAndDeviationOne() {
    SplitMix64 dice = new SplitMix64(5);
    double[] numbers = IntStream.range(0, 20_000).mapToDouble(i -> dice.normal()).toArray();
    assertThat(Arrays.stream(numbers).average().orElseThrow()).isCloseTo(0, within(0.03));
    assertThat(Arrays.stream(numbers).map(x -> x * x).average().orElseThrow())
        .isCloseTo(1, within(0.05));
  }

  @Test
  void aPermutationHoldsEachPlaceOnce() {
    int[] order = new SplitMix64(3).permutation(100);
    assertThat(order).isNotEqualTo(IntStream.range(0, 100).toArray());
    assertThat(Arrays.stream(order).sorted().toArray())
        .isEqualTo(IntStream.range(0, 100).toArray());
  }

  @Test
  void theGradientIsTheSlopeOfTheLoss() {
    LabelledFeatures one = data(1);
    Mlp mlp = Mlp.random(2, 5, 2, 1, new SplitMix64(9));
    Mlp gradient = new Mlp(2, 5, 2);
    float[] x = {0.7f, -0.4f};
    mlp.backward(x, 1, gradient);
    double slope = 0;
    for (int unit = 0; unit < 5; unit++) {
      for (int input = 0; input <= 2; input++) {
        slope += Math.pow(gradient.first(input, unit), 2);
      }
    }
    for (int unit = 0; unit <= 5; unit++) {
      slope += Math.pow(gradient.second(unit, 0), 2) + Math.pow(gradient.second(unit, 1), 2);
    }
    float step = 1e-3f;
    Mlp up = mlp.copy();
    up.blend(1, gradient, step);
    Mlp down = mlp.copy();
    down.blend(1, gradient, -step);
    double measured =
        (Logits.loss(new double[][] {up.logits(x)}, one, 1)
                - Logits.loss(new double[][] {down.logits(x)}, one, 1))
            / (2 * step);
    assertThat(measured).isCloseTo(slope, within(slope * 1e-2));
  }

  @Test
  void theTemperatureMakesConfidenceEqualToTruth() {
    // Right three times of four with logits 4 and 0: 0.75 = 1 / (1 + exp(-4 / T)).
    double[] logits = {0, 4};
    double temperature =
        Logits.temperature(new double[][] {logits, logits, logits, logits}, data(1, 1, 1, 0));
    assertThat(temperature).isCloseTo(4 / Math.log(3), within(0.02));
  }

  @Test
  void accuracyHasItsWilsonInterval() {
    Evaluation measured = new Evaluation(2);
    for (int i = 0; i < 10; i++) {
      measured.add(i < 8 ? 0 : 1, new double[] {0.8, 0.2});
    }
    Card.Accuracy accuracy = measured.accuracy("p");
    assertThat(accuracy).isEqualTo(new Card.Accuracy("p", 0.8, 0.4902, 0.9433, 10));
    assertThat(measured.calibrationError()).isCloseTo(0, within(1e-12));
    assertThat(measured.table(List.of("Jazz", "Hip-Hop"))).contains("Jazz                8    0");
  }

  @Test
  void overconfidenceIsCalibrationError() {
    Evaluation measured = new Evaluation(2);
    measured.add(0, new double[] {0.9, 0.1});
    measured.add(1, new double[] {0.9, 0.1});
    assertThat(measured.calibrationError()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void foldsShareEachGenreEquallyAndHoldEachTrackOnce() {
    LabelledFeatures data = data(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
    for (Folds folds :
        List.of(Folds.shuffled(data, 3, new SplitMix64(1)), Folds.neighbours(data, 3))) {
      int[] all = IntStream.range(0, 3).flatMap(f -> Arrays.stream(folds.in(f))).sorted().toArray();
      assertThat(all).isEqualTo(IntStream.range(0, 12).toArray());
      for (int fold = 0; fold < 3; fold++) {
        List<Integer> labels = Arrays.stream(folds.in(fold)).mapToObj(data::label).toList();
        assertThat(Collections.frequency(labels, 0)).isEqualTo(2);
        assertThat(labels).hasSize(4);
        assertThat(folds.outOf(fold)).hasSize(8).doesNotContain(folds.in(fold));
      }
    }
    assertThat(Folds.neighbours(data, 3).in(0)).containsExactly(0, 1, 6, 7);
  }

  @Test
  void standardisedColumnsAreWeightedAndClippedAndConstantOnesOnlyShifted() {
    Scaling scaling = Scaling.of(data(0, 0, 0, 1), List.of(2.0, 1.0), 3);
    // Mean 0.25, deviation sqrt(3) / 4: the last is sqrt(3) out, twice that is over the limit of 3.
    assertThat(scaling.apply(data(1), 0)).containsExactly(3, 0);
    assertThat(scaling.apply(data(0), 0)[0]).isCloseTo((float) (-2 / Math.sqrt(3)), within(1e-6f));
  }
}
