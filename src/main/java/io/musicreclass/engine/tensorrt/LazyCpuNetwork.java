package io.musicreclass.engine.tensorrt;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Network;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A package's network on the CPU, loaded when it is first needed. */
final class LazyCpuNetwork {
  private static final Logger LOG = Logger.getLogger(LazyCpuNetwork.class);

  private final BuildRequest request;
  private final Engine cpu;
  private @Nullable Network loaded;

  LazyCpuNetwork(BuildRequest request, Engine cpu) {
    this.request = request;
    this.cpu = cpu;
  }

  synchronized Network get() throws IOException {
    Network network = loaded;
    if (network == null) {
      network = request.part().load(request.model(), cpu);
      loaded = network;
    }
    return network;
  }

  /** Frees it; the next {@link #get} loads it again. */
  synchronized void free() {
    if (loaded != null) {
      close(loaded, request);
      loaded = null;
    }
  }

  /** Closes a network; one that cannot be closed must not keep the others open. */
  static void close(Network network, BuildRequest request) {
    try {
      network.close();
    } catch (RuntimeException | Error e) {
      LOG.errorf("Failed to close a network: network=%s error=%s", request, e);
    }
  }
}
