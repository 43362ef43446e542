package io.musicreclass.revote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.config.VoteConfig;
import io.musicreclass.vote.VoteRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialRulesTest {
  private static final VoteRules RULES =
      new VoteRules(VoteConfig.Rule.TOP1, List.of(0.95, 0.9), Map.of(), 0.6);

  private static List<Double> thresholds(int stages, Double... thresholds) {
    return new TrialRules(List.of(thresholds), null, null).applyTo(RULES, stages).thresholds();
  }

  @Test
  void thereIsOneThresholdForEachStageButTheLast() {
    assertThat(thresholds(1)).containsExactly(0.95, 0.9);
    assertThat(thresholds(2, 0.5)).containsExactly(0.5);
    assertThat(thresholds(3, 0.5, 0.4)).containsExactly(0.5, 0.4);
    assertThat(thresholds(4, 0.5, 0.4, 0.3)).containsExactly(0.5, 0.4, 0.3);
    assertThatThrownBy(() -> thresholds(3, 0.5)).hasMessageContaining("expected 2 numbers");
    assertThatThrownBy(() -> thresholds(4, 0.5, 0.4)).hasMessageContaining("expected 3 numbers");
  }

  @Test
  void thresholdsOfMissingStagesAreIgnored() {
    assertThat(thresholds(1, 0.5, 0.4)).containsExactly(0.5, 0.4);
    assertThat(thresholds(2, 0.5, 0.4)).containsExactly(0.5, 0.4);
    assertThat(thresholds(1, 0.5)).containsExactly(0.5);
  }

  @Test
  void weightsReplaceTheRowOfTheStagesInstalled() {
    VoteRules rules = new TrialRules(null, List.of(1.0, 2.0, 3.0, 4.0), 0.7).applyTo(RULES, 4);
    assertThat(rules.weights(4)).containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(rules.sure()).isEqualTo(0.7);
    assertThatThrownBy(() -> new TrialRules(null, List.of(1.0), null).applyTo(RULES, 4))
        .hasMessageContaining("reclass.vote.weights.4");
  }
}
