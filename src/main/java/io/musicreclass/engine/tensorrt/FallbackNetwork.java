package io.musicreclass.engine.tensorrt;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Network;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A network that runs on the GPU as soon as there is a compiled engine for it, and on the CPU until
 * then, for inputs of other shapes, and when the GPU fails. Where the GPU returns a NaN or infinite
 * value, the input is run again on the CPU; if the CPU's output is finite, the engine is discarded.
 */
final class FallbackNetwork implements Network {
  /** Callbacks for engines that cannot be trusted. */
  interface Listener {
    /** The engine returned NaN or infinity where the CPU's output is finite. */
    void returnedNonFinite(FallbackNetwork network, EngineKey key);

    /** A run on the engine failed. */
    void failed(FallbackNetwork network, String why);
  }

  private final BuildRequest request;
  private final LazyCpuNetwork cpu;
  private final Listener listener;

  // Runs take the read lock, changes the write lock: nothing is freed during a run.
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Object retry = new Object();
  private @Nullable CompiledEngine gpu;
  private volatile List<Long> inputShape = List.of();
  private volatile List<Long> outputShape = List.of();
  private boolean closed;

  /**
   * A network that is not loaded yet.
   *
   * @param engine runs it on the CPU
   */
  FallbackNetwork(BuildRequest request, Engine engine, Listener listener) {
    this.request = request;
    this.cpu = new LazyCpuNetwork(request, engine);
    this.listener = listener;
  }

  BuildRequest request() {
    return request;
  }

  /** Loads it on the CPU, unless it is on the GPU already. */
  void open() throws IOException {
    lock.writeLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The network of " + request + " is closed");
      }
      if (gpu == null) {
        setShapes(cpu.get());
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Runs it on this engine from now on, and frees the CPU's network. */
  void use(CompiledEngine compiled) {
    lock.writeLock().lock();
    try {
      if (closed) {
        free(compiled);
        return;
      }
      CompiledEngine old = gpu;
      gpu = compiled;
      setShapes(compiled.network());
      if (old != null) {
        free(old);
      }
      cpu.free();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void setShapes(Network network) {
    inputShape = network.inputShape();
    outputShape = network.outputShape();
  }

  private void free(CompiledEngine compiled) {
    LazyCpuNetwork.close(compiled.network(), request);
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
      if (closed || used == null || !used.accepts(shape)) {
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
    return retryOnCpu(used, failure, input, shape);
  }

  /** Runs the input on the CPU. Where that fails, too, the engine is not to blame and stays. */
  private float[] retryOnCpu(CompiledEngine suspect, String failure, float[] input, long... shape) {
    synchronized (retry) {
      if (gpu() != suspect) {
        return run(input, shape); // another thread has discarded it
      }
      float[] output;
      lock.readLock().lock();
      try {
        output = runOnCpu(input, shape);
      } finally {
        lock.readLock().unlock();
      }
      if (!failure.isEmpty()) {
        discard(suspect);
        listener.failed(this, failure);
      } else if (isFinite(output)) {
        discard(suspect);
        listener.returnedNonFinite(this, suspect.key());
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

  private void discard(CompiledEngine suspect) {
    lock.writeLock().lock();
    try {
      if (gpu == suspect) {
        gpu = null;
        free(suspect);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** One song at a time: a batch needs much memory on the CPU. */
  private float[] runOnCpu(float[] input, long... shape) {
    if (closed) {
      throw new IllegalStateException("The network of " + request + " is closed");
    }
    try {
      return BatchSplitter.run(cpu.get(), 1, input, shape);
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
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
      cpu.free();
      if (compiled != null) {
        free(compiled);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
