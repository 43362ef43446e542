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

class ControlsTest {
  @TempDir private Path home;

  @Test
  void withoutAChoiceTheConfigurationHolds() {
    try (Ledger ledger = Ledger.open(home)) {
      Controls controls = new Controls(ledger, rules(0.95, 0.6), true);
      assertThat(controls.value(Option.PAUSE)).isEqualTo("OFF");
      assertThat(controls.value(Option.WRITE_TAGS)).isEqualTo("ON");
      assertThat(controls.value(Option.THRESHOLD_1)).isEqualTo("0.95");
      assertThat(controls.value(Option.THRESHOLD_2)).isEqualTo("0.9");
      assertThat(controls.value(Option.SURE)).isEqualTo("0.6");
      assertThat(controls.rules()).isEqualTo(rules(0.95, 0.6));
    }
  }

  @Test
  void aChoiceChangesTheRulesAtOnceAndTheWeightsNever() {
    try (Ledger ledger = Ledger.open(home)) {
      Controls controls = new Controls(ledger, rules(0.95, 0.6), false);
      List<VoteRules> seen = new ArrayList<>();
      controls.onChange(option -> seen.add(controls.rules()));
      assertThat(controls.set(Option.THRESHOLD_1, "0.5")).isTrue();
      assertThat(controls.set(Option.SURE, "0.7")).isTrue();
      assertThat(seen).containsExactly(rules(0.5, 0.6), rules(0.5, 0.7));
    }
  }

  @Test
  void aChoiceHoldsOverARestartUntilTheConfiguredValueChanges() {
    try (Ledger ledger = Ledger.open(home)) {
      Controls controls = new Controls(ledger, rules(0.95, 0.6), false);
      controls.set(Option.PAUSE, "ON");
      controls.set(Option.SURE, "0.7");
      controls.set(Option.THRESHOLD_1, "0.5");
    }
    try (Ledger ledger = Ledger.open(home)) {
      Controls controls = new Controls(ledger, rules(0.95, 0.65), false);
      assertThat(controls.paused()).isTrue();
      assertThat(controls.value(Option.THRESHOLD_1)).isEqualTo("0.5");
      assertThat(controls.value(Option.SURE)).isEqualTo("0.65");
    }
    try (Ledger ledger = Ledger.open(home)) {
      assertThat(new Controls(ledger, rules(0.95, 0.6), false).value(Option.SURE))
          .as("a choice that was given up does not come back")
          .isEqualTo("0.6");
    }
  }

  @Test
  void whoOnlyReadsTheLedgerSeesWhatWasChosenToo() {
    try (Ledger ledger = Ledger.open(home)) {
      new Controls(ledger, rules(0.95, 0.6), false).set(Option.SURE, "0.7");
    }
    try (Ledger ledger = Ledger.read(home)) {
      assertThat(new Controls(ledger, rules(0.95, 0.6), false).rules()).isEqualTo(rules(0.95, 0.7));
      assertThat(new Controls(ledger, rules(0.95, 0.65), false).rules())
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
  void aValueHasOneForm(Option option, String written, String value) {
    assertThat(option.value(written)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.01", "-0.1", "2", "NaN", "1e-3", "0,5", "ON", "٠.٥", "0x1"})
  void whatIsNoShareChangesNothing(String written) {
    try (Ledger ledger = Ledger.open(home)) {
      Controls controls = new Controls(ledger, rules(0.95, 0.6), false);
      assertThat(controls.set(Option.SURE, written)).isFalse();
      assertThat(controls.value(Option.SURE)).isEqualTo("0.6");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "true", "ON OFF", "\u0000"})
  void whatIsNoSwitchChangesNothing(String written) {
    assertThat(Option.PAUSE.value(written)).isEmpty();
    assertThat(Option.WRITE_TAGS.value(written)).isEmpty();
  }

  @Test
  void optionsAreKnownByTheirTopics() {
    for (Option option : Option.values()) {
      assertThat(Option.of(option.toString())).contains(option);
    }
    assertThat(Option.of("threshold_1")).contains(Option.THRESHOLD_1);
    assertThat(Option.of("PAUSE")).isEmpty();
    assertThat(Option.of("")).isEmpty();
  }

  private static VoteRules rules(double first, double sure) {
    List<List<Double>> weights = List.of(List.of(1.0), List.of(0.4, 0.6), List.of(0.25, 0.35, 0.4));
    return new VoteRules(VoteConfig.Rule.TOP1, List.of(first, 0.9), weights, sure);
  }
}
