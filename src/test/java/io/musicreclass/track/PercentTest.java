package io.musicreclass.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTest {
  @ParameterizedTest
  @CsvSource({
    "0.6, 60.0 %",
    "0.59999, 59.9 %",
    "0.5999999999999999, 59.9 %",
    "0.57, 57.0 %",
    "1, 100.0 %",
    "0.99999, 99.9 %",
    "0, 0.0 %",
    "1e-9, 0.0 %",
    "0.846, 84.6 %"
  })
  void aConfidenceIsNeverRoundedUp(double confidence, String expected) {
    assertThat(Percent.of(confidence)).isEqualTo(expected);
  }

  @Test
  void aValueBelowAThresholdReadsBelowItAndOneThatReachesItDoesNot() {
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      double threshold = random.nextInt(1001) / 1000.0;
      double confidence = threshold + random.nextGaussian() / 1000;
      if (confidence >= 0 && confidence <= 1) {
        String text = Percent.of(confidence);
        double shown = Double.parseDouble(text.substring(0, text.indexOf(' ')));
        double limit = Double.parseDouble(Percent.of(threshold).replace(" %", ""));
        assertThat(shown >= limit)
            .as("%s %s", confidence, threshold)
            .isEqualTo(confidence >= threshold);
      }
    }
  }

  @Test
  void truncationKeepsExistingDecimals() {
    assertThat(Percent.truncate(0.846, 6)).isEqualTo(0.846);
    assertThat(Percent.truncate(0.8460000000000001, 6)).isEqualTo(0.846);
    assertThat(Percent.truncate(0.5999999, 6)).isEqualTo(0.599999);
  }

  @ParameterizedTest
  @CsvSource({"0, 5, 0", "5, 5, 100", "0, 0, 0", "999, 1000, 99", "1, 1000, 1", "1, 2, 50"})
  void aShareIsAllOrNothingOnlyWhereItIs(long part, long whole, long expected) {
    assertThat(Percent.share(part, whole)).isEqualTo(expected);
  }
}
