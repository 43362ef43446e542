package io.musicreclass.pipeline;

import io.musicreclass.engine.Network;
import org.jspecify.annotations.Nullable;

/** A dear network: loaded when it is first run, and again after it had to make room. */
final class LazyNetwork {
  private final Residence residence;
  private final Lazy<Network> network;

  LazyNetwork(Lazy.Loader<Network> loader, Residence residence) {
    this.residence = residence;
    this.network = new Lazy<>(loader);
  }

  /**
   * Loads it, if need be, and lets it stay until another needs the room.
   *
   * @throws UnloadableException when it cannot be loaded
   */
  void load() throws UnloadableException {
    residence.enter(this);
    try {
      var unused = network.get();
    } finally {
      residence.leave();
    }
  }

  /**
   * Runs it, as {@link Network#run} does.
   *
   * @throws UnloadableException when it cannot be loaded
   */
  float[] run(float[] input, long... shape) throws UnloadableException {
    residence.enter(this);
    try {
      return network.get().run(input, shape);
    } finally {
      residence.leave();
    }
  }

  /** Frees its memory; nobody may be running it. */
  void unload() {
    @Nullable Network loaded = network.take();
    if (loaded != null) {
      loaded.close();
    }
  }
}
