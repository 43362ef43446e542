package io.musicreclass.convert.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A named tensor of an open checkpoint: a view of a storage by offset and strides. Its values are
 * read at every call and not cached.
 */
public final class Tensor {
  private static final int CHUNK = 1 << 18;

  private final Path file;
  private final String name;
  private final Storage storage;
  private final long offset;
  private final List<Integer> shape;
  private final List<Long> strides;

  Tensor(
      Path file,
      String name,
      Storage storage,
      long offset,
      List<Integer> shape,
      List<Long> strides) {
    this.file = file;
    this.name = name;
    this.storage = storage;
    this.offset = offset;
    this.shape = List.copyOf(shape);
    this.strides = List.copyOf(strides);
  }

  /** A tensor that fills its storage in row-major order. */
  static Tensor whole(Path file, String name, Storage storage, List<Integer> shape) {
    return new Tensor(file, name, storage, 0, shape, rowMajor(shape));
  }

  static List<Long> rowMajor(List<Integer> shape) {
    List<Long> strides = new ArrayList<>();
    long stride = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      strides.add(0, stride);
      stride *= shape.get(i);
    }
    return strides;
  }

  static List<Long> columnMajor(List<Integer> shape) {
    List<Long> strides = new ArrayList<>();
    long stride = 1;
    for (int size : shape) {
      strides.add(stride);
      stride *= size;
    }
    return strides;
  }

  /** This view with its name in the checkpoint, checked to lie within its storage. */
  Tensor named(String newName) throws ConvertException {
    Tensor tensor = new Tensor(file, newName, storage, offset, shape, strides);
    tensor.check();
    return tensor;
  }

  private void check() throws ConvertException {
    boolean sound = offset >= 0 && strides.size() == shape.size();
    double size = 1;
    double last = offset;
    for (int i = 0; sound && i < shape.size(); i++) {
      sound = shape.get(i) >= 0 && strides.get(i) >= 0;
      size *= shape.get(i);
      last += (shape.get(i) - 1.0) * strides.get(i);
    }
    if (!sound || (size > 0 && (last >= storage.length() || size > storage.length()))) {
      throw bad(
          "of shape " + shape + " does not fit the " + storage.length() + " values stored for it",
          "The file is damaged: get it again");
    }
  }

  /** The name in the checkpoint. */
  public String name() {
    return name;
  }

  /** The sizes, outermost first; empty for a scalar. */
  public List<Integer> shape() {
    return shape;
  }

  /** Number of values. */
  public long size() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }

  /**
   * All values in row-major order, widened or narrowed to 32 bits.
   *
   * @throws ConvertException if the file is truncated, or a value is not finite
   */
  public float[] floats() throws ConvertException {
    float[] values = new float[length()];
    if (storage.type() == ElementType.FLOAT && isRowMajor()) {
      copy(values);
    } else {
      read((i, value) -> values[i] = (float) value);
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw notFinite(value);
      }
    }
    return values;
  }

  /** As {@link #floats()}, in 64 bits. */
  public double[] doubles() throws ConvertException {
    double[] values = unchecked();
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw notFinite(value);
      }
    }
    return values;
  }

  /** As {@link #doubles()}; the values need not be finite. */
  double[] unchecked() throws ConvertException {
    double[] values = new double[length()];
    read((i, value) -> values[i] = value);
    return values;
  }

  private interface Sink {
    void accept(int index, double value);
  }

  private int length() throws ConvertException {
    if (size() > Integer.MAX_VALUE - 8) {
      throw bad("has " + size() + " values, more than can be read", "Split it");
    }
    return (int) size();
  }

  private boolean isRowMajor() {
    return strides.equals(rowMajor(shape));
  }

  /** The common large case, without a call per value. */
  private void copy(float[] values) throws ConvertException {
    try {
      for (int done = 0; done < values.length; ) {
        int n = Math.min(CHUNK, values.length - done);
        storage.read(offset + done, n).asFloatBuffer().get(values, done, n);
        done += n;
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void read(Sink sink) throws ConvertException {
    try {
      if (isRowMajor()) {
        readRow(sink, length());
      } else if (size() > 0) {
        readView(sink);
      }
    } catch (IOException | ArithmeticException e) {
      throw unreadable(e);
    }
  }

  private ConvertException unreadable(Exception e) {
    return bad("cannot be read: " + e.getMessage(), "The file is damaged: get it again");
  }

  private void readRow(Sink sink, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int n = Math.min(CHUNK, length - done);
      ByteBuffer chunk = storage.read(offset + done, n);
      for (int i = 0; i < n; i++) {
        sink.accept(done + i, storage.type().at(chunk, i * storage.type().bytes()));
      }
      done += n;
    }
  }

  private void readView(Sink sink) throws IOException {
    long span = 1;
    for (int i = 0; i < shape.size(); i++) {
      span += (shape.get(i) - 1) * strides.get(i);
    }
    ByteBuffer data = storage.read(offset, Math.toIntExact(span));
    int[] at = new int[shape.size()];
    for (int i = 0; i < size(); i++) {
      long position = 0;
      for (int axis = 0; axis < at.length; axis++) {
        position += at[axis] * strides.get(axis);
      }
      sink.accept(i, storage.type().at(data, (int) position * storage.type().bytes()));
      for (int axis = at.length - 1; axis >= 0 && ++at[axis] == shape.get(axis); axis--) {
        at[axis] = 0;
      }
    }
  }

  private ConvertException notFinite(double value) {
    return bad(
        "contains " + value + ", which is not a finite number",
        "Its training diverged: use an earlier checkpoint");
  }

  private ConvertException bad(String what, String remedy) {
    return ConvertException.ofTensor(file, name, what, remedy);
  }
}
