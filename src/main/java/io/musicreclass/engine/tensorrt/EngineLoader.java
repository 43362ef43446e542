package io.musicreclass.engine.tensorrt;

import io.musicreclass.engine.Network;
import io.musicreclass.engine.tensorrt.probe.GpuDevice;
import java.io.IOException;
import java.util.Optional;

/** Loads compiled engines from the cache onto the device. */
final class EngineLoader {
  private final GpuDevice device;
  private final EngineCache cache;

  EngineLoader(GpuDevice device, EngineCache cache) {
    this.device = device;
    this.cache = cache;
  }

  /**
   * Loads an engine.
   *
   * @return empty if it is not compiled yet, or its file cannot be loaded and was put aside
   * @throws GpuMemoryException if it does not fit into the device's memory
   */
  Optional<CompiledEngine> load(EngineKey key) throws IOException {
    Optional<CachedEngine> cached = cache.find(key);
    if (cached.isEmpty()) {
      return Optional.empty();
    }
    long memory = cached.get().manifest().memory();
    GpuMemory.need(device, memory, key.toString());
    try {
      Network network = device.load(cached.get().engine());
      return Optional.of(new CompiledEngine(network, key));
    } catch (GpuMemoryException e) {
      throw e;
    } catch (IOException e) {
      GpuMemory.need(device, memory, key.toString()); // another program may have taken it meanwhile
      cache.putAside(key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
