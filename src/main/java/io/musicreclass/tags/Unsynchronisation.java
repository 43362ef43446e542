package io.musicreclass.tags;

/** Unsynchronisation of ID3v2: a zero after 255, so that no tag looks like sound. */
final class Unsynchronisation {
  private Unsynchronisation() {}

  static byte[] decode(byte[] bytes) {
    ByteBuilder out = new ByteBuilder();
    for (int i = 0; i < bytes.length; i++) {
      out.u8(bytes[i]);
      if (bytes[i] == -1 && i + 1 < bytes.length && bytes[i + 1] == 0) {
        i++;
      }
    }
    return out.toArray();
  }

  /** The last byte is followed by a zero, too, when it is 255: it may be followed by anything. */
  static byte[] encode(byte[] bytes) {
    ByteBuilder out = new ByteBuilder();
    for (int i = 0; i < bytes.length; i++) {
      out.u8(bytes[i]);
      boolean last = i + 1 == bytes.length;
      if (bytes[i] == -1 && (last || bytes[i + 1] == 0 || (bytes[i + 1] & 0xE0) == 0xE0)) {
        out.u8(0);
      }
    }
    return out.toArray();
  }

  /** Where so many decoded bytes end, in encoded ones. */
  static int advance(byte[] encoded, int from, long count) throws TagException {
    int at = from;
    for (long i = 0; i < count; i++) {
      if (at >= encoded.length) {
        throw new TagException("its ID3v2 tag is damaged: a frame is longer than the tag");
      }
      boolean full = encoded[at++] == -1;
      if (full && at < encoded.length && encoded[at] == 0) {
        at++;
      }
    }
    return at;
  }
}
