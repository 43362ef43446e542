package io.musicreclass.tags;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A growing byte array, with numbers in either byte order. */
final class ByteBuilder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ByteBuilder u8(int value) {
    out.write(value);
    return this;
  }

  ByteBuilder be16(int value) {
    return u8(value >> 8).u8(value);
  }

  ByteBuilder be24(int value) {
    return u8(value >> 16).be16(value);
  }

  ByteBuilder be32(long value) {
    return be16((int) (value >> 16)).be16((int) value);
  }

  ByteBuilder be64(long value) {
    return be32(value >> 32).be32(value);
  }

  ByteBuilder le16(int value) {
    return u8(value).u8(value >> 8);
  }

  ByteBuilder le32(long value) {
    return le16((int) value).le16((int) (value >> 16));
  }

  ByteBuilder le64(long value) {
    return le32(value).le32(value >> 32);
  }

  ByteBuilder synchsafe(int value) {
    return u8(value >> 21 & 127).u8(value >> 14 & 127).u8(value >> 7 & 127).u8(value & 127);
  }

  ByteBuilder bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  ByteBuilder bytes(byte[] bytes, int from, int to) {
    out.write(bytes, from, to - from);
    return this;
  }

  ByteBuilder latin1(String text) {
    return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  ByteBuilder utf8(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  ByteBuilder zeros(long count) {
    return bytes(new byte[(int) count]);
  }

  int size() {
    return out.size();
  }

  byte[] toArray() {
    return out.toByteArray();
  }

  /** Returns the bytes and empties this builder. */
  byte[] take() {
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }
}
