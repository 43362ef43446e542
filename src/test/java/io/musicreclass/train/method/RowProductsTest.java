package io.musicreclass.train.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.train.SplitMix64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowProductsTest {
  @ParameterizedTest
  @CsvSource({"0, 32, 256", "3, 21, 16", "5, 8, 1", "0, 0, 8"})
  void sumsAreThoseOfAPlainLoopToTheBit(int from, int to, int width) {
    SplitMix64 random = SplitMix64.of(1, to);
    float[] factors = new float[32];
    float[][] rows = new float[32][width];
    for (int i = 0; i < 32; i++) {
      factors[i] = i % 3 == 0 ? 0 : (float) random.normal();
      for (int j = 0; j < width; j++) {
        rows[i][j] = (float) random.normal();
      }
    }
    float[] sum = new float[width];
    float[] plain = new float[width];
    for (int j = 0; j < width; j++) {
      sum[j] = plain[j] = j;
    }
    new RowProducts(32).add(factors, rows, from, to, sum);
    for (int i = from; i < to; i++) {
      for (int j = 0; j < width; j++) {
        plain[j] += factors[i] * rows[i][j];
      }
    }
    assertThat(sum).containsExactly(plain);
  }
}
