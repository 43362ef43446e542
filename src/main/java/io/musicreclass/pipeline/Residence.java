package io.musicreclass.pipeline;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.EngineConfig;
import io.musicreclass.engine.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which of the dear networks, the encoders, are in memory: all that were needed so far, or one at a
 * time. Where it is one, the next is loaded once nobody runs the one before. May be used by many
 * threads.
 */
final class Residence {
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

  Residence(Engine engine, EngineConfig.Resident resident) {
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

  /** A network that lives here, not loaded yet. */
  LazyNetwork network(Lazy.Loader<Network> loader) {
    LazyNetwork network = new LazyNetwork(loader, this);
    lock.lock();
    try {
      networks.add(network);
    } finally {
      lock.unlock();
    }
    return network;
  }

  /** Waits until this network may be loaded and run. Followed by {@link #leave}. */
  void enter(LazyNetwork network) {
    lock.lock();
    try {
      wanted.add(network);
      while (!admits(network)) {
        changed.awaitUninterruptibly();
      }
      wanted.remove(network);
      running++;
      if (network != resident) {
        moveIn(network);
      }
      inARow++;
    } finally {
      lock.unlock();
    }
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

  /** Frees the memory of every network, once the runs in other threads are over. */
  void freeAll() {
    lock.lock();
    try {
      freeing = true;
      while (running > 0) {
        changed.awaitUninterruptibly();
      }
      networks.forEach(LazyNetwork::unload);
      resident = null;
      freeing = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
