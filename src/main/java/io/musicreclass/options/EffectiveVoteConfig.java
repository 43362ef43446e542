package io.musicreclass.options;

import io.musicreclass.config.VoteConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of the vote with the options changed at run time. */
record EffectiveVoteConfig(VoteConfig configured, RuntimeOptions runtimeOptions)
    implements VoteConfig {
  @Override
  public Optional<Rule> rule() {
    return configured.rule();
  }

  @Override
  public List<Double> thresholds() {
    return runtimeOptions.rules().thresholds();
  }

  @Override
  public Map<Integer, List<Double>> weights() {
    return configured.weights();
  }

  @Override
  public Map<Integer, List<Double>> temperatures() {
    return configured.temperatures();
  }

  @Override
  public double sure() {
    return runtimeOptions.rules().sure();
  }
}
