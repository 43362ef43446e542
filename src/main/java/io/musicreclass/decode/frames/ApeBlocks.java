package io.musicreclass.decode.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Recognises APEv1 and APEv2 tags. */
final class ApeBlocks {
  private static final int APE_HEADER = 32;

  /** Maximum size of an APE tag; a larger one is damaged. */
  private static final long MOST_APE_BYTES = 256L << 20;

  private final BlockBytes bytes;

  ApeBlocks(BlockBytes bytes) {
    this.bytes = bytes;
  }

  /** The end of the APE tag whose header is at a position; that position if there is none. */
  long skip(long at, long end) throws IOException {
    byte[] h = bytes.read(at, APE_HEADER);
    boolean header = isApe(h) && (h[23] & 0x20) != 0;
    return header ? BlockBytes.fit(at, APE_HEADER + apeBytes(h), end) : at;
  }

  /** The start of the APE tag that ends at a position; {@code end} if there is none. */
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

  /** Size of an APE tag in bytes, with its footer but without its header. */
  private static long apeBytes(byte[] h) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(h).order(ByteOrder.LITTLE_ENDIAN).getInt(12));
  }
}
