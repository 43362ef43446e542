package io.musicreclass.tags;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Gives damaged Ogg pages valid checksums, which then do not reveal the damage. */
final class OggBytes {
  private static final int HEAD = 27;

  private OggBytes() {}

  static void seal(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    for (int at = text.indexOf("OggS"); at >= 0; at = text.indexOf("OggS", at + 4)) {
      int end = at + HEAD <= bytes.length ? at + HEAD + (bytes[at + 26] & 255) : bytes.length + 1;
      for (int i = at + HEAD, head = end; i < head && i < bytes.length; i++) {
        end += bytes[i] & 255;
      }
      if (end <= bytes.length) {
        ByteBuffer page = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        page.putInt(at + 22, 0);
        page.putInt(at + 22, checksum(bytes, at, end));
      }
    }
  }

  private static int checksum(byte[] bytes, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc ^= bytes[i] << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ (crc >> 31 & 0x04C11DB7);
      }
    }
    return crc;
  }
}
