package io.musicreclass.features.loops;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** Native memory that is handed out in aligned pieces and freed as a whole. */
final class Area implements AutoCloseable {
  private static final long ALIGNMENT = 64;

  private final Memory memory;
  private long next;
  private volatile boolean closed;

  /**
   * An area.
   *
   * @param pieces how many will be taken
   * @param bytes what all of them need together
   */
  Area(int pieces, long bytes) {
    memory = new Memory(bytes + ALIGNMENT * (pieces + 1));
    next = -Pointer.nativeValue(memory) & (ALIGNMENT - 1);
  }

  /** The next piece; its content is undefined. */
  Pointer take(long bytes) {
    Pointer piece = memory.share(next, bytes);
    next += (bytes + ALIGNMENT - 1) & -ALIGNMENT;
    return piece;
  }

  Pointer floats(int count) {
    return take((long) Float.BYTES * count);
  }

  Pointer doubles(int count) {
    return take((long) Double.BYTES * count);
  }

  /** A piece with a copy of the values. */
  Pointer copy(float[] values) {
    Pointer piece = floats(values.length);
    piece.write(0, values, 0, values.length);
    return piece;
  }

  /** A piece with a copy of the values. */
  Pointer copy(double[] values) {
    Pointer piece = doubles(values.length);
    piece.write(0, values, 0, values.length);
    return piece;
  }

  /** A piece with a copy of the values. */
  Pointer copy(int[] values) {
    Pointer piece = take((long) Integer.BYTES * values.length);
    piece.write(0, values, 0, values.length);
    return piece;
  }

  /** Fails if the memory has been freed. */
  void check() {
    if (closed) {
      throw new IllegalStateException("These loops are closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    memory.close();
  }
}
