package io.musicreclass.features.frontend;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** A network's input: float32 numbers in row-major order, and the sizes of their axes. */
public final class NetworkInput {
  private final float[] values;
  private final List<Long> shape;
  private final int weight;

  /** Takes ownership of the values; their number must be the product of the sizes. */
  NetworkInput(float[] values, long... shape) {
    this(1, values, shape);
  }

  /**
   * The same, of a weight.
   *
   * @param weight of each entry in the mean over a song, such as its length; at least 1
   */
  NetworkInput(int weight, float[] values, long... shape) {
    if (LongStream.of(shape).reduce(1, Math::multiplyExact) != values.length) {
      throw new IllegalArgumentException(
          values.length + " values do not fill " + Arrays.toString(shape));
    }
    this.values = values;
    this.shape = LongStream.of(shape).boxed().toList();
    this.weight = weight;
  }

  /** The weight of each entry of the batch in the mean over a song. */
  public int weight() {
    return weight;
  }

  /** Sizes of the axes; the first is the batch. */
  public List<Long> shape() {
    return shape;
  }

  /** Batch size: 1, or the number of examples, patches or windows. */
  public int batch() {
    return Math.toIntExact(shape.get(0));
  }

  /**
   * Some entries of the batch (copied), for networks that cannot take all of them in one run.
   *
   * @param first 0-based
   * @param count at least 1
   * @throws IndexOutOfBoundsException if the batch does not have them
   */
  public NetworkInput entries(int first, int count) {
    if (first < 0 || count < 1 || count > batch() - first) {
      throw new IndexOutOfBoundsException(
          count + " entries from " + first + " of a batch of " + batch());
    }
    int size = values.length / batch();
    long[] part = shape.stream().mapToLong(Long::longValue).toArray();
    part[0] = count;
    return new NetworkInput(
        weight, Arrays.copyOfRange(values, first * size, (first + count) * size), part);
  }

  /** All values, row-major (a copy). */
  public float[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkInput n
        && shape.equals(n.shape)
        && weight == n.weight
        && Arrays.equals(values, n.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }
}
