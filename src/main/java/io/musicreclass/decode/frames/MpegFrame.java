package io.musicreclass.decode.frames;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The header of an MPEG audio frame.
 *
 * @param head its four bytes
 */
record MpegFrame(int head) {
  /** Maximum size of a frame in bytes. */
  static final int MOST_BYTES = 2881;

  private static final int[] RATES = {44100, 48000, 32000};

  /** MPEG-1 bit rates in kbit/s by layer and the header's index; index 0 is free format. */
  private static final int[][] KBITS_1 = {
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
  };

  /** The same for MPEG-2 and 2.5. */
  private static final int[][] KBITS_2 = {
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
  };

  /** The header at the start of these bytes; empty if there is none. */
  static Optional<MpegFrame> at(byte[] bytes) {
    int head = firstFour(bytes);
    boolean valid =
        (head & 0xFFE00000) == 0xFFE00000
            && (head >> 19 & 3) != 1
            && (head >> 17 & 3) != 0
            && (head >> 12 & 15) != 15
            && (head >> 10 & 3) != 3;
    return valid ? Optional.of(new MpegFrame(head)) : Optional.empty();
  }

  /** The same for AAC in ADTS, whose headers start alike. */
  static Optional<MpegFrame> adtsAt(byte[] bytes) {
    int head = firstFour(bytes);
    return (head & 0xFFF60000) == 0xFFF00000 ? Optional.of(new MpegFrame(head)) : Optional.empty();
  }

  private static int firstFour(byte[] bytes) {
    return bytes.length < 4 ? 0 : ByteBuffer.wrap(bytes).getInt();
  }

  /** Whether both may belong to one stream: same version, layer and sample rate. */
  boolean isLike(MpegFrame other) {
    return ((head ^ other.head) & (layer() == 4 ? 0xFFFE3C00 : 0xFFFE0C00)) == 0;
  }

  private boolean isVersion1() {
    return (head >> 19 & 3) == 3;
  }

  /** 1 to 3, or 4 for AAC. */
  private int layer() {
    return 4 - (head >> 17 & 3);
  }

  /** Size of the frame in bytes; 0 for free format, where it is unknown. */
  int bytes() {
    int version = head >> 19 & 3;
    int rate = RATES[head >> 10 & 3] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
    int kbits = (isVersion1() ? KBITS_1 : KBITS_2)[layer() - 1][head >> 12 & 15];
    int padding = head >> 9 & 1;
    if (layer() == 1) {
      return (12 * kbits * 1000 / rate + (kbits == 0 ? 0 : padding)) * 4;
    }
    int slots = layer() == 3 && !isVersion1() ? 72 : 144;
    return kbits == 0 ? 0 : slots * kbits * 1000 / rate + padding;
  }

  /**
   * Size in bytes if this is an information frame (Xing, Info, VBRI), which contains no audio;
   * otherwise 0.
   *
   * @param frame its bytes, from the header on
   */
  int infoBytes(byte[] frame) {
    boolean mono = (head >> 6 & 3) == 3;
    int side = isVersion1() ? (mono ? 17 : 32) : mono ? 9 : 17;
    String mark = text(frame, 4 + side);
    boolean info =
        layer() == 3
            && (mark.equals("Xing") || mark.equals("Info") || text(frame, 36).equals("VBRI"));
    return info ? bytes() : 0;
  }

  private static String text(byte[] bytes, int at) {
    return bytes.length < at + 4 ? "" : new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
  }
}
