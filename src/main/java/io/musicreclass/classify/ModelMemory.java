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
 * Which of the expensive networks, the encoders, are in memory: all that were needed so far, or one
 * at a time. If it is one, the next is loaded once the one before is not running. May be used by
 * many threads.
 */
final class ModelMemory {
  private static final Logger LOG = Logger.getLogger(ModelMemory.class);

  /** How long {@link #freeAll} waits for runs in other threads, which may hang. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Consecutive runs of the resident network while another waits: loading takes seconds. */
  private static final int MAX_CONSECUTIVE = 16;

  private final Engine engine;
  private final boolean one;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<LazyNetwork> networks = new ArrayList<>();
  private final List<LazyNetwork> waiting = new ArrayList<>();
  private @Nullable LazyNetwork resident;
  private int running;
  private int consecutive;
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

  /** Whether at most one network is in memory at a time. */
  boolean isForOne() {
    return one;
  }

  /** How long networks have been loading. */
  LoadTime loads() {
    return loads;
  }

  /**
   * A network managed here, not loaded yet.
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
   * Waits until this network may be loaded and run. To be followed by {@link #leave}, unless it
   * throws.
   *
   * @throws IllegalStateException after {@link #close}, and if the thread is interrupted
   */
  void enter(LazyNetwork network) {
    lock.lock();
    try {
      waiting.add(network);
      try {
        while (!closed && !admits(network)) {
          changed.await();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while another network was running", e);
      } finally {
        waiting.remove(network);
      }
      if (closed) {
        throw closed();
      }
      if (network != resident) {
        makeResident(network);
      }
      consecutive++;
      running++;
    } finally {
      lock.unlock();
    }
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("The networks are closed: the program is stopping");
  }

  private boolean admits(LazyNetwork network) {
    if (freeing) {
      return false;
    }
    if (!one || (running == 0 && network != resident)) {
      return true;
    }
    return network == resident
        && (consecutive < MAX_CONSECUTIVE || waiting.stream().allMatch(w -> w == resident));
  }

  private void makeResident(LazyNetwork network) {
    if (one && resident != null) {
      resident.unload();
    }
    resident = network;
    consecutive = 0;
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
   * Frees the memory of every network once the runs in other threads are over. If one of them does
   * not end in time, nothing is freed.
   */
  void freeAll() {
    lock.lock();
    try {
      freeing = true;
      if (awaitRuns()) {
        networks.forEach(LazyNetwork::unload);
        resident = null;
      } else {
        LOG.warn("Not freeing the networks: one of them is still running");
      }
    } finally {
      freeing = false;
      changed.signalAll();
      lock.unlock();
    }
  }

  private boolean awaitRuns() {
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

  /** Prevents every further load and run. Those that wait for their turn fail. */
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
