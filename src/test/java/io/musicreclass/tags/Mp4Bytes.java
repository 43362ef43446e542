package io.musicreclass.tags;

import static io.musicreclass.tags.Id3Bytes.join;
import static io.musicreclass.tags.Id3Bytes.latin1;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Puts items into MP4 files whose {@code moov} is at the end, independently of the code under test.
 */
final class Mp4Bytes {
  private Mp4Bytes() {}

  /** The file with its items replaced by these. */
  static byte[] withItems(byte[] mp4, byte[] items) {
    int ilst = find(mp4, "ilst");
    int old = ByteBuffer.wrap(mp4).getInt(ilst);
    byte[] head = ByteBuffer.allocate(4).putInt(8 + items.length).array();
    byte[] now =
        join(
            Arrays.copyOf(mp4, ilst),
            head,
            latin1("ilst"),
            items,
            Arrays.copyOfRange(mp4, ilst + old, mp4.length));
    int growth = 8 + items.length - old;
    ByteBuffer out = ByteBuffer.wrap(now);
    for (String outer : new String[] {"moov", "udta", "meta"}) {
      int at = find(now, outer);
      out.putInt(at, out.getInt(at) + growth);
    }
    return now;
  }

  private static int find(byte[] bytes, String type) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf(type) - 4;
  }
}
