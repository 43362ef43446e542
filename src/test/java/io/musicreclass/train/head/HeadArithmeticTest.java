package io.musicreclass.train.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.train.Evaluation;
import io.musicreclass.train.SplitMix64;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadArithmeticTest {
  @Test
  void theMinimumOfACurvedValleyIsFound() {
    Objective rosenbrock =
        (x, gradient) -> {
          double a = 1 - x[0];
          double b = x[1] - x[0] * x[0];
          gradient[0] = -2 * a - 400 * x[0] * b;
          gradient[1] = 200 * b;
          return a * a + 100 * b * b;
        };
    double[] found = new Lbfgs(200, 1e-9).minimise(rosenbrock, new double[] {-1.2, 1});
    assertThat(found).containsExactly(new double[] {1, 1}, within(1e-6));
  }

  @Test
  void theGradientIsThatOfTheLoss() {
    for (int hidden : new int[] {0, 3}) {
      HeadNetwork network = new HeadNetwork(2, hidden, 3);
      SplitMix64 random = SplitMix64.of(3, 0);
      double[] centre = new double[network.size()];
      double[] point = new double[network.size()];
      for (int i = 0; i < point.length; i++) {
        point[i] = random.normal();
        centre[i] = random.normal();
      }
      Objective loss =
          network.loss(
              new double[][] {{1, -2}, {0.5, 3}},
              new int[] {2, 0},
              new double[] {1.5, 0.5},
              0.1,
              centre);
      double[] gradient = new double[point.length];
      loss.at(point, gradient);
      double[] unused = new double[point.length];
      for (int i = 0; i < point.length; i++) {
        double[] up = point.clone();
        double[] down = point.clone();
        up[i] += 1e-6;
        down[i] -= 1e-6;
        double slope = (loss.at(up, unused) - loss.at(down, unused)) / 2e-6;
        assertThat(gradient[i]).isCloseTo(slope, within(1e-6));
      }
    }
  }

  @Test
  void noGroupIsInTwoFoldsAndGenresAreSpread() {
    int n = 120;
    int[] labels = new int[n];
    int[] groups = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 2;
      groups[i] = i % 2 + 2 * (i / 2 % 15);
    }
    VectorTable table =
        new VectorTable(
            Collections.nCopies(n, "row"),
            new double[n][1],
            labels,
            groups,
            new boolean[n],
            List.of("a", "b"));
    GroupFolds folds = new GroupFolds(table, 5, SplitMix64.of(1, 0));
    int all = 0;
    for (int part = 0; part < folds.count(); part++) {
      VectorTable in = table.at(folds.in(part));
      VectorTable out = table.at(folds.outOf(part));
      assertThat(in.withoutGroupsOf(out).size()).isEqualTo(in.size());
      assertThat(Arrays.stream(in.labels()).sum()).isEqualTo(12);
      all += in.size();
    }
    assertThat(all).isEqualTo(n);
  }

  @Test
  void balancedAccuracyIsTheMeanOfTheGenres() {
    Evaluation measured = new Evaluation(3);
    measured.add(0, 0, 0.9);
    measured.add(0, 0, 0.9);
    measured.add(0, 0, 0.9);
    measured.add(1, 0, 0.9);
    assertThat(measured.accuracy()).isEqualTo(0.75);
    assertThat(measured.balancedAccuracy()).isEqualTo(0.5);
  }
}
