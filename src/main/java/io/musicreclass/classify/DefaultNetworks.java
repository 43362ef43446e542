package io.musicreclass.classify;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of the selected stages vote while the user has not configured any: other imported models,
 * otherwise the default networks, otherwise the bundled model.
 */
final class DefaultNetworks {
  private DefaultNetworks() {}

  /** Whether all of these stages, at least one, are default networks. */
  static boolean are(List<StageModel> stages) {
    return !stages.isEmpty() && stages.stream().allMatch(DefaultNetworks::is);
  }

  /** The stages that vote. */
  static List<StageModel> orOthers(List<StageModel> stages) {
    List<StageModel> defaults = stages.stream().filter(DefaultNetworks::is).toList();
    boolean imported = stages.stream().anyMatch(s -> !is(s) && !s.model().card().bundled());
    return imported || defaults.isEmpty() ? stages.stream().filter(s -> !is(s)).toList() : defaults;
  }

  /** Why a stage does not vote. */
  static String whyNot(StageModel stage, List<StageModel> stages, List<StageModel> chosen) {
    return is(stage)
        ? "models of your own vote; to use both, set reclass.stages="
            + Stream.concat(stages.stream().filter(DefaultNetworks::is), chosen.stream())
                .map(s -> s.stage() + ":" + s.model().card().name())
                .collect(Collectors.joining(","))
        : "the default networks vote";
  }

  private static boolean is(StageModel stage) {
    return stage.model().card().kind().isDefaultNetwork();
  }
}
