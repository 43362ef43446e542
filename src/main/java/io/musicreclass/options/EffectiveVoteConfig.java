package io.musicreclass.options;

import io.musicreclass.config.VoteConfig;
import java.util.List;
import java.util.Map;

/** The settings of the vote: as configured, but for what can be changed while it runs. */
record EffectiveVoteConfig(VoteConfig configured, RuntimeOptions controls) implements VoteConfig {
  @Override
  public Rule rule() {
    return configured.rule();
  }

  @Override
  public List<Double> thresholds() {
    return controls.rules().thresholds();
  }

  @Override
  public Map<Integer, List<Double>> weights() {
    return configured.weights();
  }

  @Override
  public double sure() {
    return controls.rules().sure();
  }
}
