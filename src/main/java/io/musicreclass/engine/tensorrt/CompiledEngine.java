package io.musicreclass.engine.tensorrt;

import io.musicreclass.engine.Network;
import io.musicreclass.engine.tensorrt.probe.OptimizationProfile;

/** A loaded engine; compared by identity, even if two have the same key. */
final class CompiledEngine {
  private final Network network;
  private final EngineKey key;

  CompiledEngine(Network network, EngineKey key) {
    this.network = network;
    this.key = key;
  }

  Network network() {
    return network;
  }

  EngineKey key() {
    return key;
  }

  /** Whether an input has a shape it was compiled for; larger batches are run in parts. */
  boolean accepts(long... shape) {
    OptimizationProfile profile = key.profile();
    boolean fits = shape.length == profile.most().size() && shape[0] > 0;
    for (int i = 1; i < shape.length && fits; i++) {
      fits = profile.least().get(i) <= shape[i] && shape[i] <= profile.most().get(i);
    }
    return fits;
  }

  float[] run(float[] input, long... shape) {
    return BatchSplitter.run(network, key.profile().most().get(0), input, shape);
  }
}
