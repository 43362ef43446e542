package io.musicreclass.decode;

import static io.musicreclass.decode.TestAudio.ascii;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Tags around the frames of a song as other programs write them; used by tests of other packages,
 * too.
 */
public final class TagBytes {
  private TagBytes() {}

  /** Concatenates arrays. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** ID3v1; the title may have any characters. */
  public static byte[] id3v1(String title) {
    byte[] tag = join(ascii("TAG"), title.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    return Arrays.copyOf(tag, 128);
  }

  /** ID3v1, preceded by its extension. */
  static byte[] id3v1Extended() {
    return join(Arrays.copyOf(ascii("TAG+More of the title"), 227), id3v1("Song"));
  }

  /** ID3v2.4 with a picture, padding and optionally a footer. */
  public static byte[] id3v2(byte[] picture, int padding, boolean footer) {
    byte[] body = join(ascii("\0image/jpeg\0\u0003\0"), picture);
    byte[] frame = join(ascii("APIC"), syncsafe(body.length), new byte[2], body);
    byte[] size = syncsafe(frame.length + padding);
    byte[] flags = {4, 0, (byte) (footer ? 0x10 : 0)};
    byte[] tag = join(ascii("ID3"), flags, size, frame, new byte[padding]);
    return footer ? join(tag, ascii("3DI"), flags, size) : tag;
  }

  private static byte[] syncsafe(int n) {
    return new byte[] {
      (byte) (n >> 21 & 127), (byte) (n >> 14 & 127), (byte) (n >> 7 & 127), (byte) (n & 127)
    };
  }

  /** APEv2 with one binary item, header and footer, or APEv1 with a footer only. */
  public static byte[] ape(byte[] cover, int version) {
    byte[] key = ascii("Cover Art (Front)\0cover.jpg\0");
    ByteBuffer item = ByteBuffer.allocate(8 + key.length + cover.length);
    item.order(ByteOrder.LITTLE_ENDIAN).putInt(10 + cover.length).putInt(2).put(key).put(cover);
    byte[] items = item.array();
    byte[] footer = apeMark(version, items.length, version == 1000 ? 0 : 0x80000000);
    return version == 1000
        ? join(items, footer)
        : join(apeMark(version, items.length, 0xA0000000), items, footer);
  }

  private static byte[] apeMark(int version, int items, int flags) {
    ByteBuffer mark = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    mark.put(ascii("APETAGEX")).putInt(version).putInt(items + 32).putInt(1).putInt(flags);
    return mark.array();
  }

  /** Lyrics3 v1, which must be followed by an ID3v1 tag. */
  public static byte[] lyrics3v1() {
    return join(ascii("LYRICSBEGIN[00:01]La la la\r\nLYRICSEND"), id3v1("Song"));
  }

  /** Lyrics3 v2, which must be followed by an ID3v1 tag. */
  static byte[] lyrics3v2() {
    String text = "LYRICSBEGININD0000200LYR00010[00:01] la ";
    return join(ascii(text + String.format("%06dLYRICS200", text.length())), id3v1("Song"));
  }

  /** Picture-like data that contain headers of MPEG frames, each of a complete frame. */
  public static byte[] chanceFrames(byte[] song, int frames) {
    byte[] out = new byte[417 * frames];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (i * 31 % 251);
    }
    for (int i = 0; i < frames; i++) {
      System.arraycopy(song, 0, out, 417 * i, 4);
      out[417 * i + 2] = (byte) 0x90; // 128 kbit/s at 44.1 kHz: 417 bytes
    }
    return out;
  }
}
