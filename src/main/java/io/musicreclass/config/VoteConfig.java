package io.musicreclass.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of the vote, {@code reclass.vote.*}. */
@ConfigMapping(prefix = "reclass.vote")
public interface VoteConfig {
  /** How the stages' scores are combined. */
  enum Rule {
    TOP1,
    SOFT,
    PRODUCT
  }

  /** The rule; unset: {@code product} for the default networks, otherwise {@code top1}. */
  Optional<Rule> rule();

  /**
   * The confidence above which the vote ends early, one value for each stage but the last. The last
   * value holds for all further stages.
   */
  @WithDefault("0.95,0.90")
  List<Double> thresholds();

  /**
   * The stages' weights in stage order, by the number of stages installed. Without a row, the
   * defaults of {@code VoteRules} hold: those of the contract for up to three stages, equal weights
   * for more.
   */
  Map<Integer, List<Double>> weights();

  /**
   * The temperatures of the stages' scores in stage order, by the number of stages installed.
   * Without a row, scores are taken as they are (1).
   */
  Map<Integer, List<Double>> temperatures();

  /** The confidence from which a verdict counts as sure. */
  @WithDefault("0.60")
  double sure();
}
