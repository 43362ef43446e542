package io.musicreclass.classify;

import io.musicreclass.engine.Network;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A dear network: loaded when it is first run, and again after it had to make room. */
final class LazyNetwork {
  private static final Logger LOG = Logger.getLogger(LazyNetwork.class);

  private final ModelMemory modelMemory;
  private final LazyResource<Network> network;

  LazyNetwork(LazyResource.Loader<Network> loader, ModelMemory modelMemory) {
    this.modelMemory = modelMemory;
    this.network = new LazyResource<>(loader);
  }

  /**
   * Loads it, if need be, and lets it stay until another needs the room.
   *
   * @throws ModelLoadException when it cannot be loaded
   * @throws IllegalStateException after {@link #close}
   */
  void load() throws ModelLoadException {
    modelMemory.enter(this);
    try {
      var unused = loaded();
    } finally {
      modelMemory.leave();
    }
  }

  /**
   * Runs it, as {@link Network#run} does.
   *
   * @throws ModelLoadException when it cannot be loaded
   * @throws IllegalStateException after {@link #close}
   */
  float[] run(float[] input, long... shape) throws ModelLoadException {
    modelMemory.enter(this);
    try {
      return loaded().run(input, shape);
    } finally {
      modelMemory.leave();
    }
  }

  private Network loaded() throws ModelLoadException {
    if (network.isLoaded()) {
      return network.get();
    }
    modelMemory.loads().begin();
    try {
      return network.get();
    } finally {
      modelMemory.loads().end();
    }
  }

  /** Frees its memory until it is run again; nobody may be running it. Never throws. */
  void unload() {
    free(network.take());
  }

  /** Frees its memory for good. */
  void close() {
    free(network.close());
  }

  /** One that cannot be closed must not keep others from being closed, or loaded. */
  private static void free(@Nullable Network loaded) {
    if (loaded != null) {
      try {
        loaded.close();
      } catch (RuntimeException | Error e) {
        LOG.errorf(e, "A network does not close, so its memory is not freed until the end");
      }
    }
  }
}
