package io.musicreclass.train.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.train.SplitMix64;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutTest {
  @Test
  void aTenthOfEachGenreIsHeldOutInWholeGroups() {
    TrainingRows rows = SyntheticRows.of(600, 2, 3);
    HeldOut held = new HeldOut(rows, SplitMix64.of(1, 1));
    assertThat(held.validation()).hasSize(60);
    assertThat(held.training()).hasSize(540).doesNotContain(held.validation());
    for (int genre = 0; genre < 3; genre++) {
      int g = genre;
      assertThat(Arrays.stream(held.validation()).filter(i -> rows.labels()[i] == g)).hasSize(20);
    }
    assertThat(Arrays.stream(held.training()).map(i -> rows.groups()[i]).toArray())
        .doesNotContain(Arrays.stream(held.validation()).map(i -> rows.groups()[i]).toArray());
    assertThat(new HeldOut(rows, SplitMix64.of(2, 1)).validation()).isNotEqualTo(held.validation());
  }

  @Test
  void groupsThatAreTooLargeStayInTheTraining() {
    TrainingRows rows = SyntheticRows.of(60, 2, 3);
    int[] two = IntStream.range(0, 60).map(i -> i % 2).toArray();
    HeldOut held =
        new HeldOut(
            new TrainingRows(rows.rows(), rows.labels(), two, rows.weights(), 3),
            SplitMix64.of(1, 1));
    assertThat(held.validation()).isEmpty();
    assertThat(held.training()).hasSize(60);
  }
}
