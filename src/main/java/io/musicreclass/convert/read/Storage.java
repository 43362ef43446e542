package io.musicreclass.convert.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A sequence of elements of one type, of which tensors are views. */
record Storage(Bytes bytes, ElementType type, ByteOrder order) {

  /** Number of elements. */
  long length() {
    return bytes.size() / type.bytes();
  }

  /** The elements from {@code first} on, in the byte order of the storage. */
  ByteBuffer read(long first, int count) throws IOException {
    byte[] data = bytes.read(first * type.bytes(), Math.multiplyExact(count, type.bytes()));
    return ByteBuffer.wrap(data).order(order);
  }
}
