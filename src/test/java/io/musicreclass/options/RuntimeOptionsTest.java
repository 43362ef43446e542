package io.musicreclass.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.config.VoteConfig;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.vote.VoteRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeOptionsTest {
  @TempDir private Path home;

  @Test
  void withoutAChoiceTheConfigurationHolds() {
    try (Ledger ledger = Ledger.open(home)) {
      RuntimeOptions runtimeOptions = new RuntimeOptions(ledger, rules(0.95, 0.6), true);
      assertThat(runtimeOptions.value(RuntimeOption.PAUSE)).isEqualTo("OFF");
      assertThat(runtimeOptions.value(RuntimeOption.WRITE_TAGS)).isEqualTo("ON");
      assertThat(runtimeOptions.value(RuntimeOption.THRESHOLD_1)).isEqualTo("0.95");
      assertThat(runtimeOptions.value(RuntimeOption.THRESHOLD_2)).isEqualTo("0.9");
      assertThat(runtimeOptions.value(RuntimeOption.SURE)).isEqualTo("0.6");
      assertThat(runtimeOptions.rules()).isEqualTo(rules(0.95, 0.6));
    }
  }

  @Test
  void aChoiceChangesTheRulesAtOnceAndTheWeightsNever() {
    try (Ledger ledger = Ledger.open(home)) {
      RuntimeOptions runtimeOptions = new RuntimeOptions(ledger, rules(0.95, 0.6), false);
      List<VoteRules> seen = new ArrayList<>();
      runtimeOptions.onChange(option -> seen.add(runtimeOptions.rules()));
      assertThat(runtimeOptions.set(RuntimeOption.THRESHOLD_1, "0.5")).isTrue();
      assertThat(runtimeOptions.set(RuntimeOption.SURE, "0.7")).isTrue();
      assertThat(seen).containsExactly(rules(0.5, 0.6), rules(0.5, 0.7));
    }
  }

  @Test
  void aChoiceHoldsOverARestartUntilTheConfiguredValueChanges() {
    try (Ledger ledger = Ledger.open(home)) {
      RuntimeOptions runtimeOptions = new RuntimeOptions(ledger, rules(0.95, 0.6), false);
      runtimeOptions.set(RuntimeOption.PAUSE, "ON");
      runtimeOptions.set(RuntimeOption.SURE, "0.7");
      runtimeOptions.set(RuntimeOption.THRESHOLD_1, "0.5");
    }
    try (Ledger ledger = Ledger.open(home)) {
      RuntimeOptions runtimeOptions = new RuntimeOptions(ledger, rules(0.95, 0.65), false);
      assertThat(runtimeOptions.paused()).isTrue();
      assertThat(runtimeOptions.value(RuntimeOption.THRESHOLD_1)).isEqualTo("0.5");
      assertThat(runtimeOptions.value(RuntimeOption.SURE)).isEqualTo("0.65");
    }
    try (Ledger ledger = Ledger.open(home)) {
      assertThat(new RuntimeOptions(ledger, rules(0.95, 0.6), false).value(RuntimeOption.SURE))
          .as("a choice that was given up does not come back")
          .isEqualTo("0.6");
    }
  }

  @Test
  void whoOnlyReadsTheLedgerSeesWhatWasChosenToo() {
    try (Ledger ledger = Ledger.open(home)) {
      new RuntimeOptions(ledger, rules(0.95, 0.6), false).set(RuntimeOption.SURE, "0.7");
    }
    try (Ledger ledger = Ledger.read(home)) {
      assertThat(new RuntimeOptions(ledger, rules(0.95, 0.6), false).rules())
          .isEqualTo(rules(0.95, 0.7));
      assertThat(new RuntimeOptions(ledger, rules(0.95, 0.65), false).rules())
          .as("configured otherwise since")
          .isEqualTo(rules(0.95, 0.65));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PAUSE, on, ON",
    "PAUSE, ' OFF ', OFF",
    "SURE, 0.50, 0.5",
    "SURE, .5, 0.5",
    "SURE, 1.0, 1",
    "SURE, 0, 0",
    "THRESHOLD_2, 0.123456789, 0.123456789"
  })
  void aValueHasOneForm(RuntimeOption option, String written, String value) {
    assertThat(option.value(written)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.01", "-0.1", "2", "NaN", "1e-3", "0,5", "ON", "٠.٥", "0x1"})
  void whatIsNoShareChangesNothing(String written) {
    try (Ledger ledger = Ledger.open(home)) {
      RuntimeOptions runtimeOptions = new RuntimeOptions(ledger, rules(0.95, 0.6), false);
      assertThat(runtimeOptions.set(RuntimeOption.SURE, written)).isFalse();
      assertThat(runtimeOptions.value(RuntimeOption.SURE)).isEqualTo("0.6");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "true", "ON OFF", "\u0000"})
  void whatIsNoSwitchChangesNothing(String written) {
    assertThat(RuntimeOption.PAUSE.value(written)).isEmpty();
    assertThat(RuntimeOption.WRITE_TAGS.value(written)).isEmpty();
  }

  @Test
  void optionsAreKnownByTheirTopics() {
    for (RuntimeOption option : RuntimeOption.values()) {
      assertThat(RuntimeOption.of(option.toString())).contains(option);
    }
    assertThat(RuntimeOption.of("threshold_1")).contains(RuntimeOption.THRESHOLD_1);
    assertThat(RuntimeOption.of("PAUSE")).isEmpty();
    assertThat(RuntimeOption.of("")).isEmpty();
  }

  private static VoteRules rules(double first, double sure) {
    List<List<Double>> weights = List.of(List.of(1.0), List.of(0.4, 0.6), List.of(0.25, 0.35, 0.4));
    return new VoteRules(VoteConfig.Rule.TOP1, List.of(first, 0.9), weights, sure);
  }
}
