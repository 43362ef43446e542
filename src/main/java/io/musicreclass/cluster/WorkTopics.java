package io.musicreclass.cluster;

import io.musicreclass.publish.NodeTopics;

/**
 * The topics of the work of an owner, all below {@link NodeTopics#CLUSTER}.
 *
 * @param prefix with a slash at its end
 */
record WorkTopics(String prefix) {
  static WorkTopics of(String owner) {
    return new WorkTopics(NodeTopics.base(owner) + NodeTopics.CLUSTER);
  }

  /** Songs for a stage. */
  String offer(StageKey stage) {
    return prefix + "offer/" + stage.value();
  }

  /** The same as a filter by which each offer goes to one worker only. */
  String sharedOffer(StageKey stage) {
    return NodeTopics.shared(offer(stage));
  }

  /** The owner's regular call to the workers. */
  String call() {
    return prefix + "call";
  }

  /** The workers' answers to calls. */
  String presence() {
    return prefix + "worker";
  }

  /** The workers' answers to offers. */
  String answer() {
    return prefix + "answer";
  }
}
