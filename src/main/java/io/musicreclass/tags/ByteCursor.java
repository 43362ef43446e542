package io.musicreclass.tags;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads numbers and text sequentially from bytes; reports damage at their end. */
final class ByteCursor {
  private final byte[] bytes;
  private final int end;
  private int at;

  ByteCursor(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ByteCursor(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  int position() {
    return at;
  }

  int left() {
    return end - at;
  }

  int u8() throws TagException {
    need(1);
    return bytes[at++] & 255;
  }

  int be16() throws TagException {
    return u8() << 8 | u8();
  }

  int be24() throws TagException {
    return be16() << 8 | u8();
  }

  long be32() throws TagException {
    return (long) be16() << 16 | be16();
  }

  long be64() throws TagException {
    return be32() << 32 | be32();
  }

  int le16() throws TagException {
    return u8() | u8() << 8;
  }

  long le32() throws TagException {
    return le16() | (long) le16() << 16;
  }

  long le64() throws TagException {
    return le32() | le32() << 32;
  }

  /** A synchsafe integer: four bytes of seven bits each, as in ID3v2. */
  int synchsafe() throws TagException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int b = u8();
      if (b > 127) {
        throw new TagException("a size in its ID3v2 tag is damaged");
      }
      value = value << 7 | b;
    }
    return value;
  }

  byte[] take(long count) throws TagException {
    need(count);
    at += (int) count;
    return Arrays.copyOfRange(bytes, at - (int) count, at);
  }

  byte[] rest() {
    int from = at;
    at = end;
    return Arrays.copyOfRange(bytes, from, end);
  }

  String latin1(int count) throws TagException {
    return latin1(take(count));
  }

  void skip(long count) throws TagException {
    need(count);
    at += (int) count;
  }

  private void need(long count) throws TagException {
    if (count < 0 || count > left()) {
      throw new TagException(
          "its tags are damaged: a field is longer than the tag that contains it");
    }
  }

  static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
