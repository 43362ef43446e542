package io.musicreclass.convert.read;

import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/** A pickled numpy.ndarray of numbers, strings or objects, empty until its state is set. */
final class NumpyArray {
  private final Path file;
  private @Nullable Tensor tensor;
  private List<?> objects = List.of();

  NumpyArray(Path file) {
    this.file = file;
  }

  /** State: (version, shape, dtype, is Fortran order, bytes or list). */
  void build(Object[] state) {
    List<Integer> shape = new ArrayList<>();
    for (Object size : (Object[]) state[1]) {
      shape.add(Math.toIntExact(((Number) size).longValue()));
    }
    NumpyType type = (NumpyType) state[2];
    if (state[4] instanceof List<?> list) {
      objects = new ArrayList<>(list);
    } else if (type.code().startsWith("U")) {
      objects = fixedTexts((byte[]) state[4], Integer.parseInt(type.code().substring(1)), type);
    } else {
      Storage storage = new Storage(Bytes.of((byte[]) state[4]), type.elements(), type.order());
      List<Long> strides =
          Boolean.TRUE.equals(state[3]) ? Tensor.columnMajor(shape) : Tensor.rowMajor(shape);
      tensor = new Tensor(file, "", storage, 0, shape, strides);
    }
  }

  /** NumPy pads each string with zeros to the longest, four bytes per character. */
  private static List<String> fixedTexts(byte[] data, int length, NumpyType type) {
    if (length < 1) {
      throw new PickleException("NumPy texts of length " + length);
    }
    Charset charset =
        Charset.forName(type.order() == ByteOrder.BIG_ENDIAN ? "UTF-32BE" : "UTF-32LE");
    List<String> found = new ArrayList<>();
    int bytes = Math.multiplyExact(4, length);
    for (int at = 0; at <= data.length - bytes; at += bytes) {
      found.add(new String(data, at, bytes, charset).replace("\0", ""));
    }
    return found;
  }

  /** Its value: a {@link Tensor}, or a list of strings or other objects. */
  Object value() {
    return tensor == null ? objects : tensor;
  }
}
