package io.musicreclass.classify;

import io.musicreclass.engine.Network;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** An expensive network: loaded when it first runs, and again after it was evicted. */
final class LazyNetwork {
  private static final Logger LOG = Logger.getLogger(LazyNetwork.class);

  private final ModelMemory modelMemory;
  private final LazyResource<Network> network;

  LazyNetwork(LazyResource.Loader<Network> loader, ModelMemory modelMemory) {
    this.modelMemory = modelMemory;
    this.network = new LazyResource<>(loader);
  }

  /**
   * Loads it if it is not loaded; it stays loaded until it is evicted.
   *
   * @throws ModelLoadException if it cannot be loaded
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
   * @throws ModelLoadException if it cannot be loaded
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

  /** Frees its memory until it runs again; it must not be running. Never throws. */
  void unload() {
    free(network.take());
  }

  /** Frees its memory for good. */
  void close() {
    free(network.close());
  }

  /** An error is only logged, so that other networks can still be closed or loaded. */
  private static void free(@Nullable Network loaded) {
    if (loaded != null) {
      try {
        loaded.close();
      } catch (RuntimeException | Error e) {
        LOG.errorf(e, "Could not close a network, its memory stays in use until exit");
      }
    }
  }
}
