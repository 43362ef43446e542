package io.musicreclass.engine.tensorrt;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Network;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A network that runs on the GPU as soon as there is an engine for it, and on the CPU until then,
 * for inputs of other shapes, and when the GPU fails. What is no number on the GPU is computed
 * again on the CPU; if it is a number there, the engine is given up.
 */
final class FallbackNetwork implements Network {
  /** Is told when an engine cannot be trusted. */
  interface Owner {
    /** It said what is no number where the CPU has one. */
    void saidNoNumber(FallbackNetwork network, EngineKey blueprint);

    /** Its run failed. */
    void failed(FallbackNetwork network, String why);
  }

  private static final Logger LOG = Logger.getLogger(FallbackNetwork.class);

  private final BuildRequest order;
  private final Engine engine;
  private final Owner owner;

  // Runs read, changes write: nothing is freed under a run.
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Object doubts = new Object();
  private final Object loading = new Object();
  private @Nullable CompiledEngine gpu;
  private @Nullable Network cpu;
  private volatile List<Long> inputShape = List.of();
  private volatile List<Long> outputShape = List.of();
  private boolean closed;

  /**
   * A network that is not loaded yet.
   *
   * @param engine the CPU's
   */
  FallbackNetwork(BuildRequest order, Engine engine, Owner owner) {
    this.order = order;
    this.engine = engine;
    this.owner = owner;
  }

  BuildRequest order() {
    return order;
  }

  /** Loads it on the CPU, if it is not loaded anywhere. */
  void open() throws IOException {
    lock.writeLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The network of " + order + " is closed");
      }
      if (gpu == null) {
        shapes(onCpu());
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Runs are on this engine from now on, and the CPU's network is freed. */
  void serve(CompiledEngine compiled) {
    lock.writeLock().lock();
    try {
      if (closed) {
        free(compiled.network());
        return;
      }
      CompiledEngine old = gpu;
      gpu = compiled;
      shapes(compiled.network());
      if (old != null) {
        free(old.network());
      }
      freeCpu();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void shapes(Network network) {
    inputShape = network.inputShape();
    outputShape = network.outputShape();
  }

  /** What it runs on; empty: the CPU. */
  Optional<EngineKey> serving() {
    lock.readLock().lock();
    try {
      return Optional.ofNullable(gpu).map(CompiledEngine::blueprint);
    } finally {
      lock.readLock().unlock();
    }
  }

  boolean isClosed() {
    lock.readLock().lock();
    try {
      return closed;
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public float[] run(float[] input, long... shape) {
    CompiledEngine used;
    String failure = "";
    lock.readLock().lock();
    try {
      used = gpu;
      if (closed || used == null || !used.takes(shape)) {
        return runOnCpu(input, shape);
      }
      try {
        float[] output = used.run(input, shape);
        if (isFinite(output) || !isFinite(input)) {
          return output;
        }
      } catch (RuntimeException e) {
        failure = String.valueOf(e.getMessage());
      }
    } finally {
      lock.readLock().unlock();
    }
    return again(used, failure, input, shape);
  }

  /** The same input on the CPU. If it is at fault itself, nobody else is. */
  private float[] again(CompiledEngine doubted, String failure, float[] input, long... shape) {
    synchronized (doubts) {
      if (gpu() != doubted) {
        return run(input, shape); // another thread has seen to it
      }
      float[] output;
      lock.readLock().lock();
      try {
        output = runOnCpu(input, shape);
      } finally {
        lock.readLock().unlock();
      }
      if (!failure.isEmpty()) {
        giveUp(doubted);
        owner.failed(this, failure);
      } else if (isFinite(output)) {
        giveUp(doubted);
        owner.saidNoNumber(this, doubted.blueprint());
      }
      return output;
    }
  }

  private @Nullable CompiledEngine gpu() {
    lock.readLock().lock();
    try {
      return gpu;
    } finally {
      lock.readLock().unlock();
    }
  }

  private void giveUp(CompiledEngine doubted) {
    lock.writeLock().lock();
    try {
      if (gpu == doubted) {
        gpu = null;
        free(doubted.network());
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private float[] runOnCpu(float[] input, long... shape) {
    if (closed) {
      throw new IllegalStateException("The network of " + order + " is closed");
    }
    try {
      return BatchSplitter.run(onCpu(), 1, input, shape);
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Loaded when it is first needed; songs one by one, for a batch needs much memory there. */
  private Network onCpu() throws IOException {
    synchronized (loading) {
      Network open = cpu;
      if (open == null) {
        open = order.part().load(order.model(), engine);
        cpu = open;
      }
      return open;
    }
  }

  private void freeCpu() {
    synchronized (loading) {
      if (cpu != null) {
        free(cpu);
        cpu = null;
      }
    }
  }

  /** One that cannot be closed must not keep the others open. */
  private void free(Network network) {
    try {
      network.close();
    } catch (RuntimeException | Error e) {
      LOG.errorf("A network of %s does not close: %s", order, e);
    }
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<Long> inputShape() {
    return inputShape;
  }

  @Override
  public List<Long> outputShape() {
    return outputShape;
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      CompiledEngine compiled = gpu;
      gpu = null;
      freeCpu();
      if (compiled != null) {
        free(compiled.network());
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
