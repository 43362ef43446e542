package io.musicreclass.features.frontend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Collects entries of one shape into parts of a batch. Not thread-safe. */
final class Batches {
  private final int most;
  private final FrontEnd.Receiver receiver;
  private final int weight;
  private final long[] shape;
  private final List<float[]> waiting = new ArrayList<>();

  /**
   * Parts for a receiver.
   *
   * @param most entries of a part
   * @param weight of an entry
   * @param shape of an entry
   */
  Batches(int most, FrontEnd.Receiver receiver, int weight, long... shape) {
    this.most = most;
    this.weight = weight;
    this.receiver = receiver;
    this.shape = shape;
  }

  /** Adds an entry, which must not be changed afterwards. */
  void add(float[] entry) throws IOException {
    waiting.add(entry);
    if (waiting.size() == most) {
      finish();
    }
  }

  /** Hands over the entries that are still waiting. */
  void finish() throws IOException {
    if (!waiting.isEmpty()) {
      receiver.accept(joined());
      waiting.clear();
    }
  }

  private NetworkInput joined() {
    int size = waiting.get(0).length;
    float[] all = new float[waiting.size() * size];
    for (int i = 0; i < waiting.size(); i++) {
      System.arraycopy(waiting.get(i), 0, all, i * size, size);
    }
    LongStream sizes = LongStream.concat(LongStream.of(waiting.size()), LongStream.of(shape));
    return new NetworkInput(weight, all, sizes.toArray());
  }
}
