package io.musicreclass.train.extra;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.train.method.TrainingRows;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutTest {
  private static final TrainingRows ROWS = SyntheticRows.clouds(400, 1);

  @Test
  void aFifthOfEachGenreIsHeldOutByWholeGroups() {
    HeldOut parts = HeldOut.of(ROWS, 1);
    assertThat(parts.isPossible()).isTrue();
    assertThat(parts.held().rows()).hasNumberOfRows(80);
    assertThat(parts.fitted().rows()).hasNumberOfRows(320);
    for (int genre = 0; genre < SyntheticRows.GENRES; genre++) {
      int wanted = genre;
      assertThat(IntStream.of(parts.held().labels()).filter(label -> label == wanted)).hasSize(20);
    }
    assertThat(groups(parts.held())).doesNotContainAnyElementsOf(groups(parts.fitted()));
  }

  @Test
  void theSeedChoosesTheGroups() {
    assertThat(groups(HeldOut.of(ROWS, 1).held())).isEqualTo(groups(HeldOut.of(ROWS, 1).held()));
    assertThat(groups(HeldOut.of(ROWS, 2).held())).isNotEqualTo(groups(HeldOut.of(ROWS, 1).held()));
  }

  @Test
  void largeGroupsAreNotHeldOut() {
    TrainingRows two =
        new TrainingRows(ROWS.rows(), ROWS.labels(), ROWS.labels(), ROWS.weights(), ROWS.genres());
    assertThat(HeldOut.of(two, 1).isPossible()).isFalse();
    assertThat(HeldOut.of(two, 1).fitted().rows()).hasNumberOfRows(400);
  }

  @Test
  void theWeightsOfAPartAreOneOnAverage() {
    TrainingRows part = HeldOut.at(SyntheticRows.weighingFirstGenre(ROWS), 0, 5, 10);
    assertThat(Arrays.stream(part.weights()).average().orElseThrow()).isEqualTo(1);
    assertThat(part.weights()[0]).isGreaterThan(part.weights()[1]);
  }

  private static Set<Integer> groups(TrainingRows rows) {
    return IntStream.of(rows.groups()).boxed().collect(Collectors.toSet());
  }
}
