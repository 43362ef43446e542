package io.musicreclass.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.config.VoteConfig;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.vote.VoteRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeOptionsTest {
  @TempDir private Path home;

  @Test
  void withoutAChangeTheConfiguredValuesApply() {
    try (Ledger ledger = Ledger.open(home)) {
      RuntimeOptions runtimeOptions = new RuntimeOptions(ledger, rules(0.95, 0.6), 3, true);
      assertThat(runtimeOptions.value(RuntimeOption.PAUSE)).isEqualTo("OFF");
      assertThat(runtimeOptions.value(RuntimeOption.WRITE_TAGS)).isEqualTo("ON");
      assertThat(runtimeOptions.value(RuntimeOption.threshold(1))).isEqualTo("0.95");
      assertThat(runtimeOptions.value(RuntimeOption.threshold(2))).isEqualTo("0.9");
      assertThat(runtimeOptions.value(RuntimeOption.SURE)).isEqualTo("0.6");
      assertThat(runtimeOptions.rules()).isEqualTo(rules(0.95, 0.6));
    }
  }

  @Test
  void aChangeAffectsTheRulesAtOnceButNotTheWeights() {
    try (Ledger ledger = Ledger.open(home)) {
      RuntimeOptions runtimeOptions = new RuntimeOptions(ledger, rules(0.95, 0.6), 3, false);
      List<VoteRules> seen = new ArrayList<>();
      runtimeOptions.onChange(option -> seen.add(runtimeOptions.rules()));
      assertThat(runtimeOptions.set(RuntimeOption.threshold(1), "0.5")).isTrue();
      assertThat(runtimeOptions.set(RuntimeOption.SURE, "0.7")).isTrue();
      assertThat(seen).containsExactly(rules(0.5, 0.6), rules(0.5, 0.7));
    }
  }

  @Test
  void aChangeSurvivesRestartsUntilTheConfiguredValueChanges() {
    try (Ledger ledger = Ledger.open(home)) {
      RuntimeOptions runtimeOptions = new RuntimeOptions(ledger, rules(0.95, 0.6), 3, false);
      runtimeOptions.set(RuntimeOption.PAUSE, "ON");
      runtimeOptions.set(RuntimeOption.SURE, "0.7");
      runtimeOptions.set(RuntimeOption.threshold(1), "0.5");
    }
    try (Ledger ledger = Ledger.open(home)) {
      RuntimeOptions runtimeOptions = new RuntimeOptions(ledger, rules(0.95, 0.65), 3, false);
      assertThat(runtimeOptions.paused()).isTrue();
      assertThat(runtimeOptions.value(RuntimeOption.threshold(1))).isEqualTo("0.5");
      assertThat(runtimeOptions.value(RuntimeOption.SURE)).isEqualTo("0.65");
    }
    try (Ledger ledger = Ledger.open(home)) {
      assertThat(new RuntimeOptions(ledger, rules(0.95, 0.6), 3, false).value(RuntimeOption.SURE))
          .as("a discarded change does not come back")
          .isEqualTo("0.6");
    }
  }

  @Test
  void aReadOnlyLedgerHasTheChangedValues() {
    try (Ledger ledger = Ledger.open(home)) {
      new RuntimeOptions(ledger, rules(0.95, 0.6), 3, false).set(RuntimeOption.SURE, "0.7");
    }
    try (Ledger ledger = Ledger.read(home)) {
      assertThat(new RuntimeOptions(ledger, rules(0.95, 0.6), 3, false).rules())
          .isEqualTo(rules(0.95, 0.7));
      assertThat(new RuntimeOptions(ledger, rules(0.95, 0.65), 3, false).rules())
          .as("configured differently since")
          .isEqualTo(rules(0.95, 0.65));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pause, on, ON",
    "pause, ' OFF ', OFF",
    "sure, 0.50, 0.5",
    "sure, .5, 0.5",
    "sure, 1.0, 1",
    "sure, 0, 0",
    "threshold_2, 0.123456789, 0.123456789"
  })
  void valuesAreNormalized(String name, String written, String value) {
    try (Ledger ledger = Ledger.open(home)) {
      RuntimeOption option =
          new RuntimeOptions(ledger, rules(0.95, 0.6), 3, false).find(name).orElseThrow();
      assertThat(option.value(written)).contains(value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.01", "-0.1", "2", "NaN", "1e-3", "0,5", "ON", "٠.٥", "0x1"})
  void anInvalidNumberChangesNothing(String written) {
    try (Ledger ledger = Ledger.open(home)) {
      RuntimeOptions runtimeOptions = new RuntimeOptions(ledger, rules(0.95, 0.6), 3, false);
      assertThat(runtimeOptions.set(RuntimeOption.SURE, written)).isFalse();
      assertThat(runtimeOptions.value(RuntimeOption.SURE)).isEqualTo("0.6");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "true", "ON OFF", "\u0000"})
  void anInvalidSwitchValueChangesNothing(String written) {
    assertThat(RuntimeOption.PAUSE.value(written)).isEmpty();
    assertThat(RuntimeOption.WRITE_TAGS.value(written)).isEmpty();
  }

  @Test
  void thresholdsFollowTheStages() {
    try (Ledger ledger = Ledger.open(home)) {
      RuntimeOptions three = new RuntimeOptions(ledger, rules(0.95, 0.6), 3, false);
      assertThat(names(three.inEffect()))
          .containsExactly("pause", "write_tags", "threshold_1", "threshold_2", "sure");
      assertThat(three.vanished()).isEmpty();
      assertThat(three.find("threshold_1")).contains(RuntimeOption.threshold(1));
      for (String unknown : List.of("threshold_3", "PAUSE", "")) {
        assertThat(three.find(unknown)).isEmpty();
      }
      RuntimeOptions one = new RuntimeOptions(ledger, rules(0.95, 0.6), 1, false);
      assertThat(names(one.inEffect())).containsExactly("pause", "write_tags", "sure");
      assertThat(one.thresholds()).isEmpty();
      assertThat(names(one.vanished())).containsExactly("threshold_1", "threshold_2");
    }
  }

  @Test
  void anAdditionalStageHasTheLastThresholdUntilItIsChanged() {
    try (Ledger ledger = Ledger.open(home)) {
      RuntimeOptions five = new RuntimeOptions(ledger, rules(0.95, 0.6), 5, false);
      assertThat(five.thresholds()).containsExactly(0.95, 0.9, 0.9, 0.9);
      assertThat(five.set(RuntimeOption.threshold(4), "0.7")).isTrue();
      assertThat(five.rules().thresholds()).containsExactly(0.95, 0.9, 0.9, 0.7);
      assertThat(five.announcedStages()).isEqualTo(5);
    }
    try (Ledger ledger = Ledger.open(home)) {
      RuntimeOptions three = new RuntimeOptions(ledger, rules(0.95, 0.6), 3, false);
      assertThat(names(three.vanished())).containsExactly("threshold_3", "threshold_4");
      assertThat(three.announcedStages()).isEqualTo(5);
      assertThat(new RuntimeOptions(ledger, rules(0.95, 0.6), 5, false).thresholds())
          .containsExactly(0.95, 0.9, 0.9, 0.7);
    }
  }

  private static List<String> names(List<RuntimeOption> options) {
    return options.stream().map(RuntimeOption::name).toList();
  }

  private static VoteRules rules(double first, double sure) {
    Map<Integer, List<Double>> weights =
        Map.of(1, List.of(1.0), 2, List.of(0.4, 0.6), 3, List.of(0.25, 0.35, 0.4));
    return new VoteRules(VoteConfig.Rule.TOP1, List.of(first, 0.9), weights, sure);
  }
}
