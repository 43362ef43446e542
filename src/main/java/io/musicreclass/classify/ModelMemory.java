package io.musicreclass.classify;

import io.musicreclass.config.EngineConfig;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which of the dear networks, the encoders, are in memory: all that were needed so far, or one at a
 * time. Where it is one, the next is loaded once nobody runs the one before. May be used by many
 * threads.
 */
final class ModelMemory {
  private static final Logger LOG = Logger.getLogger(ModelMemory.class);

  /** How long {@link #freeAll} waits for runs in other threads, one of which may hang. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Runs of the network that is there while another is wanted: loading takes seconds. */
  private static final int IN_A_ROW = 16;

  private final Engine engine;
  private final boolean one;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<LazyNetwork> networks = new ArrayList<>();
  private final List<LazyNetwork> wanted = new ArrayList<>();
  private @Nullable LazyNetwork resident;
  private int running;
  private int inARow;
  private boolean freeing;
  private boolean closed;
  private final LoadTime loads = new LoadTime();
  private final Duration patience;

  ModelMemory(Engine engine, EngineConfig.Resident resident) {
    this(engine, resident, PATIENCE);
  }

  /**
   * @param patience how long {@link #freeAll} waits for runs in other threads
   */
  ModelMemory(Engine engine, EngineConfig.Resident resident, Duration patience) {
    this.patience = patience;
    this.engine = engine;
    this.one = resident == EngineConfig.Resident.ONE;
  }

  Engine engine() {
    return engine;
  }

  /** Whether no two networks are in memory at the same time. */
  boolean isForOne() {
    return one;
  }

  /** How long networks have been loading. */
  LoadTime loads() {
    return loads;
  }

  /**
   * A network that lives here, not loaded yet.
   *
   * @throws IllegalStateException after {@link #close}
   */
  LazyNetwork network(LazyResource.Loader<Network> loader) {
    LazyNetwork network = new LazyNetwork(loader, this);
    lock.lock();
    try {
      if (closed) {
        throw closed();
      }
      networks.add(network);
    } finally {
      lock.unlock();
    }
    return network;
  }

  /**
   * Waits until this network may be loaded and run. Followed by {@link #leave}, unless it throws.
   *
   * @throws IllegalStateException after {@link #close}, and when the thread is interrupted
   */
  void enter(LazyNetwork network) {
    lock.lock();
    try {
      wanted.add(network);
      try {
        while (!closed && !admits(network)) {
          changed.await();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while another network was running", e);
      } finally {
        wanted.remove(network);
      }
      if (closed) {
        throw closed();
      }
      if (network != resident) {
        moveIn(network);
      }
      inARow++;
      running++;
    } finally {
      lock.unlock();
    }
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("The networks were closed: the program is stopping");
  }

  private boolean admits(LazyNetwork network) {
    if (freeing) {
      return false;
    }
    if (!one || (running == 0 && network != resident)) {
      return true;
    }
    return network == resident
        && (inARow < IN_A_ROW || wanted.stream().allMatch(w -> w == resident));
  }

  private void moveIn(LazyNetwork network) {
    if (one && resident != null) {
      resident.unload();
    }
    resident = network;
    inARow = 0;
  }

  void leave() {
    lock.lock();
    try {
      running--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Frees the memory of every network, once the runs in other threads are over. Where one of them
   * does not end, nothing is freed.
   */
  void freeAll() {
    lock.lock();
    try {
      freeing = true;
      if (awaitRest()) {
        networks.forEach(LazyNetwork::unload);
        resident = null;
      } else {
        LOG.warn("The networks stay in memory: one of them is still running");
      }
    } finally {
      freeing = false;
      changed.signalAll();
      lock.unlock();
    }
  }

  private boolean awaitRest() {
    long left = patience.toNanos();
    try {
      while (running > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return running == 0;
  }

  /** Lets no network run, or be loaded, from now on. Those that wait for their turn fail. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
