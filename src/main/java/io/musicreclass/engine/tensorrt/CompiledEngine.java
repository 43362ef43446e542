package io.musicreclass.engine.tensorrt;

import io.musicreclass.engine.Network;
import io.musicreclass.engine.tensorrt.probe.OptimizationProfile;

/** An engine that is loaded; two of them are two, even of one blueprint. */
final class CompiledEngine {
  private final Network network;
  private final EngineKey blueprint;

  CompiledEngine(Network network, EngineKey blueprint) {
    this.network = network;
    this.blueprint = blueprint;
  }

  Network network() {
    return network;
  }

  EngineKey blueprint() {
    return blueprint;
  }

  /** Whether an input has a shape it was compiled for; larger batches are run in parts. */
  boolean takes(long... shape) {
    OptimizationProfile profile = blueprint.profile();
    boolean takes = shape.length == profile.most().size() && shape[0] > 0;
    for (int i = 1; i < shape.length && takes; i++) {
      takes = profile.least().get(i) <= shape[i] && shape[i] <= profile.most().get(i);
    }
    return takes;
  }

  float[] run(float[] input, long... shape) {
    return BatchSplitter.run(network, blueprint.profile().most().get(0), input, shape);
  }
}
