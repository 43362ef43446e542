package io.musicreclass.tags;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One page of an Ogg file. */
final class OggPage {
  static final int CONTINUED = 1;
  static final int FIRST = 2;
  static final int LAST = 4;

  private static final int HEAD = 27;
  private static final int MOST_SEGMENTS = 255;
  private static final int[] TABLE = table();

  private final long at;
  private final int flags;
  private final long granule;
  private final long serial;
  private final long number;
  private final long checksum;
  private final int[] lacing;
  private final int bodyLength;

  private OggPage(FileBytes file, long at) throws IOException {
    this.at = at;
    if (!file.has(at, "OggS\0")) {
      throw new TagException("no Ogg page can be read at byte " + at);
    }
    ByteCursor in = file.cursor(at, HEAD);
    in.skip(5);
    flags = in.u8();
    granule = in.le64();
    serial = in.le32();
    number = in.le32();
    checksum = in.le32();
    lacing = new int[in.u8()];
    ByteCursor lengths = file.cursor(at + HEAD, lacing.length);
    int sum = 0;
    for (int i = 0; i < lacing.length; i++) {
      lacing[i] = lengths.u8();
      sum += lacing[i];
    }
    bodyLength = sum;
  }

  static OggPage at(FileBytes file, long at) throws IOException {
    return new OggPage(file, at);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  int flags() {
    return flags;
  }

  long granule() {
    return granule;
  }

  long serial() {
    return serial;
  }

  long number() {
    return number;
  }

  int segments() {
    return lacing.length;
  }

  /** Size of a segment in bytes; 255 if its packet continues in the next one. */
  int segment(int index) {
    return lacing[index];
  }

  long body() {
    return at + HEAD + lacing.length;
  }

  int bodyLength() {
    return bodyLength;
  }

  long end() {
    return body() + bodyLength;
  }

  /** Whether its checksum is correct. */
  boolean isSound(FileBytes file) throws IOException {
    return checksum == checksum(file.read(at, end() - at));
  }

  /** Position in the file for {@link #renumbered}. */
  long numberAt() {
    return at + 18;
  }

  /** The bytes of another sequence number and the matching checksum. */
  byte[] renumbered(FileBytes file, long other) throws IOException {
    byte[] bytes = file.read(at, end() - at);
    byte[] wanted = new ByteBuilder().le32(other).toArray();
    System.arraycopy(wanted, 0, bytes, 18, 4);
    return new ByteBuilder().bytes(wanted).le32(checksum(bytes)).toArray();
  }

  /** Pages that hold header packets, numbered from one on. */
  static List<byte[]> of(List<byte[]> packets, long serial) {
    ByteBuilder lengths = new ByteBuilder();
    ByteBuilder bodies = new ByteBuilder();
    for (byte[] packet : packets) {
      for (int left = packet.length; left >= 255; left -= 255) {
        lengths.u8(255);
      }
      lengths.u8(packet.length % 255);
      bodies.bytes(packet);
    }
    byte[] lacing = lengths.toArray();
    byte[] body = bodies.toArray();
    List<byte[]> pages = new ArrayList<>();
    int bodyAt = 0;
    for (int from = 0; from < lacing.length; from += MOST_SEGMENTS) {
      int to = Math.min(lacing.length, from + MOST_SEGMENTS);
      int length = 0;
      boolean ends = false;
      for (int i = from; i < to; i++) {
        length += lacing[i] & 255;
        ends |= lacing[i] != -1;
      }
      ByteBuilder page = new ByteBuilder().latin1("OggS\0");
      page.u8(from > 0 && lacing[from - 1] == -1 ? CONTINUED : 0).le64(ends ? 0 : -1);
      page.le32(serial).le32(pages.size() + 1L).le32(0).u8(to - from);
      page.bytes(lacing, from, to).bytes(body, bodyAt, bodyAt + length);
      pages.add(sealed(page.toArray()));
      bodyAt += length;
    }
    return pages;
  }

  private static byte[] sealed(byte[] page) {
    byte[] sum = new ByteBuilder().le32(checksum(page)).toArray();
    System.arraycopy(sum, 0, page, 22, 4);
    return page;
  }

  /** Ogg's CRC-32, with the checksum's own four bytes as zeros. */
  private static long checksum(byte[] page) {
    int crc = 0;
    for (int i = 0; i < page.length; i++) {
      int b = i >= 22 && i < 26 ? 0 : page[i] & 255;
      crc = crc << 8 ^ TABLE[crc >>> 24 ^ b];
    }
    return crc & 0xFFFFFFFFL;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int r = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        r = r << 1 ^ (r < 0 ? 0x04C11DB7 : 0);
      }
      table[i] = r;
    }
    return table;
  }
}
