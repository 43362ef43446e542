package io.musicreclass.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;

/** The settings of the vote, {@code reclass.vote.*}. */
@ConfigMapping(prefix = "reclass.vote")
public interface VoteConfig {
  /** How the stages' scores are combined. */
  enum Rule {
    TOP1,
    SOFT
  }

  @WithDefault("top1")
  Rule rule();

  /** The confidence above which the vote ends early, after the first and after the second stage. */
  @WithDefault("0.95,0.90")
  List<Double> thresholds();

  /** The stages' weights, one row for each number of stages installed. */
  Weights weights();

  /** The confidence from which a verdict counts as sure. */
  @WithDefault("0.60")
  double sure();

  /** One row of weights for each number of stages, in stage order. */
  interface Weights {
    @WithName("1")
    @WithDefault("1")
    List<Double> one();

    @WithName("2")
    @WithDefault("0.40,0.60")
    List<Double> two();

    @WithName("3")
    @WithDefault("0.25,0.35,0.40")
    List<Double> three();
  }
}
