package io.musicreclass.evaluate;

import io.musicreclass.vote.VoteRules;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The stages and the rules of a vote.
 *
 * @param thresholds one for each stage but the last
 * @param weights one for each stage
 * @param temperatures one for each stage
 * @param everyStage whether all stages are asked, whatever the thresholds
 */
record Setup(
    List<String> stages,
    String rule,
    List<Double> thresholds,
    List<Double> weights,
    List<Double> temperatures,
    double sure,
    boolean everyStage) {
  Setup {
    stages = List.copyOf(stages);
    thresholds = List.copyOf(thresholds);
    weights = List.copyOf(weights);
    temperatures = List.copyOf(temperatures);
  }

  Setup(List<String> stages, VoteRules rules) {
    this(
        stages,
        rules.rule().name().toLowerCase(Locale.ROOT),
        IntStream.range(1, stages.size()).mapToObj(rules::threshold).toList(),
        rules.weights(stages.size()),
        rules.temperatures(stages.size()),
        rules.sure(),
        rules.everyStage());
  }
}
