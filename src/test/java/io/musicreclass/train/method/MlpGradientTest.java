package io.musicreclass.train.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.train.SplitMix64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No unit of this network is near the kink of its ReLU. */
class MlpGradientTest {
  private static final int[] LABELS = {0, 2, 1, 2, 0};
  private static final double[] WEIGHTS = {1, 0.5, 2, 1.25, 0.25};

  private final MlpNetwork network = new MlpNetwork(6, 7, 5, 3);
  private final MlpBatch batch = new MlpBatch(network, 8);

  MlpGradientTest() {
    SplitMix64 random = SplitMix64.of(6, 0);
    network.randomise(random);
    for (int row = 0; row < LABELS.length; row++) {
      for (int c = 0; c < 6; c++) {
        batch.input(row)[c] = (float) random.normal();
      }
    }
  }

  private double loss(double dropout) {
    network.changed();
    batch.forward(LABELS.length, dropout, SplitMix64.of(4, 0));
    return batch.backward(LABELS.length, LABELS, WEIGHTS, dropout) / LABELS.length;
  }

  private void check(double dropout) {
    double unused = loss(dropout);
    List<float[]> gradients = network.gradient().stream().map(float[]::clone).toList();
    int checked = 0;
    for (int i = 0; i < network.parameters().size(); i++) {
      float[] row = network.parameters().get(i);
      float[] gradient = gradients.get(i);
      for (int j = 0; j < row.length; j++, checked++) {
        float before = row[j];
        row[j] = before + 0.0005f;
        double up = loss(dropout);
        row[j] = before - 0.0005f;
        double down = loss(dropout);
        row[j] = before;
        assertThat((double) gradient[j]).isCloseTo((up - down) / 0.001, within(1e-4));
      }
    }
    assertThat(checked).isEqualTo(7 * 7 + 8 * 5 + 6 * 3);
  }

  @Test
  void theGradientIsTheSlopeOfTheWeightedLoss() {
    check(0);
  }

  @Test
  void withDropoutItIsTheSlopeForTheUnitsThatAreLeft() {
    check(0.4);
  }
}
