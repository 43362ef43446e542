package io.musicreclass.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A network that is faster in batches: while it runs, the inputs of other threads wait, and those
 * of equal shape are stacked into the next run. No input waits for others to arrive, and inputs of
 * other lengths are never padded. Each thread gets the output that its input alone would give.
 */
public final class StackedNetwork implements Network {
  private final Network network;
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Request> waiting = new ArrayList<>();
  private boolean running;

  /**
   * Takes ownership of the network.
   *
   * @param network whose first axis, the batch, may have any size
   * @param most largest batch of a run of several inputs, at least 2
   */
  public StackedNetwork(Network network, int most) {
    this.network = network;
    this.most = most;
  }

  /** One thread's input and, after its run, its output or failure. */
  private static final class Request {
    private final float[] input;
    private final long[] shape;
    private float @Nullable [] output;
    private @Nullable Throwable failure;

    Request(float[] input, long[] shape) {
      this.input = input;
      this.shape = shape;
    }

    int entries() {
      return Math.toIntExact(shape[0]);
    }

    boolean isDone() {
      return output != null || failure != null;
    }

    /** Whether both have the same shape apart from the batch size. */
    boolean fits(Request other) {
      return Arrays.equals(shape, 1, shape.length, other.shape, 1, other.shape.length);
    }
  }

  @Override
  public float[] run(float[] input, long... shape) {
    Request mine = new Request(input, shape.clone());
    List<Request> together = awaitTurn(mine);
    if (!together.isEmpty()) {
      try {
        run(together);
      } finally {
        lock.lock();
        try {
          running = false;
          changed.signalAll();
        } finally {
          lock.unlock();
        }
      }
    }
    if (mine.failure instanceof Error error) {
      throw error;
    }
    if (mine.failure instanceof RuntimeException failure) {
      throw failure;
    }
    return Objects.requireNonNull(mine.output);
  }

  /**
   * Waits until another thread has run this input, or until this thread may run it and those of
   * equal shape.
   */
  private List<Request> awaitTurn(Request mine) {
    lock.lock();
    try {
      waiting.add(mine);
      while (running && !mine.isDone()) {
        changed.await();
      }
      if (mine.isDone()) {
        return List.of();
      }
      running = true;
      List<Request> together = together(mine);
      waiting.removeAll(together);
      return together;
    } catch (InterruptedException e) {
      waiting.remove(mine);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for another run", e);
    } finally {
      lock.unlock();
    }
  }

  private List<Request> together(Request mine) {
    List<Request> together = new ArrayList<>(List.of(mine));
    int entries = mine.entries();
    for (Request other : waiting) {
      if (other != mine && mine.fits(other) && entries + other.entries() <= most) {
        together.add(other);
        entries += other.entries();
      }
    }
    return together;
  }

  /** Runs a batch; if it fails, runs each input alone, since one input may be the cause. */
  private void run(List<Request> together) {
    try {
      split(network.run(stacked(together), shape(together)), together);
    } catch (RuntimeException | Error e) { // also out of memory: together they need more of it
      if (together.size() == 1) {
        together.get(0).failure = e;
      } else {
        together.forEach(request -> run(List.of(request)));
      }
    }
  }

  private static float[] stacked(List<Request> together) {
    if (together.size() == 1) {
      return together.get(0).input;
    }
    float[] stacked = new float[together.stream().mapToInt(r -> r.input.length).sum()];
    int at = 0;
    for (Request request : together) {
      System.arraycopy(request.input, 0, stacked, at, request.input.length);
      at += request.input.length;
    }
    return stacked;
  }

  private static long[] shape(List<Request> together) {
    long[] shape = together.get(0).shape.clone();
    shape[0] = together.stream().mapToInt(Request::entries).sum();
    return shape;
  }

  private static void split(float[] output, List<Request> together) {
    int entries = together.stream().mapToInt(Request::entries).sum();
    if (output.length % entries != 0) {
      throw new IllegalStateException(
          output.length + " values came out of a batch of " + entries + ": import the model again");
    }
    int width = output.length / entries;
    int at = 0;
    for (Request request : together) {
      int end = at + request.entries() * width;
      request.output = Arrays.copyOfRange(output, at, end);
      at = end;
    }
  }

  /** How many inputs are waiting. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Long> inputShape() {
    return network.inputShape();
  }

  @Override
  public List<Long> outputShape() {
    return network.outputShape();
  }

  @Override
  public void close() {
    network.close();
  }
}
