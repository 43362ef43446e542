package io.musicreclass.tags;

/**
 * Unsynchronisation of ID3v2: a zero after each 255 that could be taken for the start of an MPEG
 * audio frame.
 */
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

  /** A last byte of 255 is also followed by a zero, as anything may follow it. */
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

  /** The position in encoded bytes after this many decoded ones. */
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
