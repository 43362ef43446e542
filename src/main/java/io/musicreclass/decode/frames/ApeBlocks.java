package io.musicreclass.decode.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Recognises APEv1 and APEv2 tags. */
final class ApeBlocks {
  private static final int APE_HEADER = 32;

  /** An APE tag of more bytes is damaged, as is one of so many items. */
  private static final long MOST_APE_BYTES = 256L << 20;

  private final BlockBytes bytes;

  ApeBlocks(BlockBytes bytes) {
    this.bytes = bytes;
  }

  /** The position behind an APE tag with a header at a position; the position if there is none. */
  long skip(long at, long end) throws IOException {
    byte[] h = bytes.read(at, APE_HEADER);
    boolean header = isApe(h) && (h[23] & 0x20) != 0;
    return header ? BlockBytes.fit(at, APE_HEADER + apeBytes(h), end) : at;
  }

  /** The position of the APE tag that ends at a position; {@code end} if there is none. */
  long before(long start, long end) throws IOException {
    byte[] f = bytes.read(end - APE_HEADER, APE_HEADER);
    if (!isApe(f) || (f[23] & 0x20) != 0) {
      return end;
    }
    long at = end - apeBytes(f);
    if (at < start) {
      return end;
    }
    byte[] h = bytes.read(at - APE_HEADER, APE_HEADER);
    boolean header = at - APE_HEADER >= start && isApe(h) && (h[23] & 0x20) != 0;
    return header ? at - APE_HEADER : at;
  }

  private static boolean isApe(byte[] h) {
    return h.length == APE_HEADER
        && new String(h, 0, 8, StandardCharsets.ISO_8859_1).equals("APETAGEX")
        && apeBytes(h) >= APE_HEADER
        && apeBytes(h) <= MOST_APE_BYTES;
  }

  /** Bytes of an APE tag with its footer, without its header. */
  private static long apeBytes(byte[] h) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(h).order(ByteOrder.LITTLE_ENDIAN).getInt(12));
  }
}
