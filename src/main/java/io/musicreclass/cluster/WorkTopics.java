package io.musicreclass.cluster;

import io.musicreclass.publish.NodeTopics;

/**
 * The topics of the work of an owner, all below {@code reclass/<owner>/work/}.
 *
 * @param base with a slash at its end
 */
record WorkTopics(String base) {
  private static final String SHARE = "$share/reclass/";

  static WorkTopics of(String owner) {
    return new WorkTopics(NodeTopics.base(owner) + "work/");
  }

  /** Songs for a stage. */
  String offer(StageKey stage) {
    return base + "offer/" + stage.value();
  }

  /** The same as a filter by which each offer goes to one worker only. */
  String sharedOffer(StageKey stage) {
    return SHARE + offer(stage);
  }

  /** The owner's regular call to the workers. */
  String call() {
    return base + "call";
  }

  /** The workers' answers to calls. */
  String presence() {
    return base + "worker";
  }

  /** The workers' answers to offers. */
  String answer() {
    return base + "answer";
  }
}
