package io.musicreclass.convert.read;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.razorvine.pickle.PickleException;

/** A pickled numpy.dtype: its code, and the byte order that its state adds. */
final class NumpyType {
  private final String code;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  NumpyType(String code) {
    this.code = code;
  }

  void build(Object[] state) {
    order = ">".equals(state[1]) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  String code() {
    return code;
  }

  ByteOrder order() {
    return order;
  }

  ElementType elements() {
    return ElementType.ofNumpy(code)
        .orElseThrow(() -> new PickleException("NumPy values of type " + code));
  }

  /** A NumPy scalar as the number it is. */
  Double scalar(byte[] data) {
    return elements().at(ByteBuffer.wrap(data).order(order), 0);
  }
}
