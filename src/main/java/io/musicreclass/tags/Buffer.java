package io.musicreclass.tags;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes that grow, with numbers in either order. */
final class Buffer {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Buffer u8(int value) {
    out.write(value);
    return this;
  }

  Buffer be16(int value) {
    return u8(value >> 8).u8(value);
  }

  Buffer be24(int value) {
    return u8(value >> 16).be16(value);
  }

  Buffer be32(long value) {
    return be16((int) (value >> 16)).be16((int) value);
  }

  Buffer be64(long value) {
    return be32(value >> 32).be32(value);
  }

  Buffer le16(int value) {
    return u8(value).u8(value >> 8);
  }

  Buffer le32(long value) {
    return le16((int) value).le16((int) (value >> 16));
  }

  Buffer le64(long value) {
    return le32(value).le32(value >> 32);
  }

  Buffer synchsafe(int value) {
    return u8(value >> 21 & 127).u8(value >> 14 & 127).u8(value >> 7 & 127).u8(value & 127);
  }

  Buffer bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  Buffer bytes(byte[] bytes, int from, int to) {
    out.write(bytes, from, to - from);
    return this;
  }

  Buffer latin1(String text) {
    return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Buffer utf8(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  Buffer zeros(long count) {
    return bytes(new byte[(int) count]);
  }

  int size() {
    return out.size();
  }

  byte[] toArray() {
    return out.toByteArray();
  }

  /** The bytes; afterwards there are none. */
  byte[] take() {
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }
}
