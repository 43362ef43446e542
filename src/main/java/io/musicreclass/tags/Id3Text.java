package io.musicreclass.tags;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** Text in ID3v2 frames: an encoding byte, then strings separated by zeros. */
final class Id3Text {
  private static final int UTF_16 = 1;

  private Id3Text() {}

  /** All strings of a text frame; those of TXXX begin with the description. */
  static List<String> decode(byte[] body) throws TagException {
    ByteCursor in = new ByteCursor(body);
    if (in.left() == 0) {
      return List.of();
    }
    int encoding = in.u8();
    if (encoding > 3) {
      throw new TagException("a text in its ID3v2 tag has an unknown encoding");
    }
    int unit = encoding == UTF_16 || encoding == 2 ? 2 : 1;
    List<String> strings = new ArrayList<>();
    ByteBuilder string = new ByteBuilder();
    while (in.left() >= unit) {
      byte[] character = in.take(unit);
      if (character[0] == 0 && character[unit - 1] == 0) {
        strings.add(text(string.toArray(), encoding));
        string = new ByteBuilder();
      } else {
        string.bytes(character);
      }
    }
    strings.add(text(string.toArray(), encoding));
    return withoutEmptyEnd(strings);
  }

  private static List<String> withoutEmptyEnd(List<String> strings) {
    int end = strings.size();
    while (end > 1 && strings.get(end - 1).isEmpty()) {
      end--;
    }
    return List.copyOf(strings.subList(0, end));
  }

  private static String text(byte[] bytes, int encoding) {
    if (encoding != UTF_16) {
      return new String(bytes, encoding == 0 ? ISO_8859_1 : encoding == 2 ? UTF_16BE : UTF_8);
    }
    boolean marked = bytes.length >= 2 && (bytes[0] & bytes[1] & 0xFE) == 0xFE;
    boolean big = marked && bytes[0] == (byte) 0xFE;
    int from = marked ? 2 : 0;
    return new String(bytes, from, bytes.length - from, big ? UTF_16BE : UTF_16LE);
  }

  /**
   * The body of a text frame.
   *
   * @param version 2, 3 or 4; only 4 has UTF-8
   */
  static byte[] encode(List<String> strings, int version) {
    ByteBuilder out = new ByteBuilder();
    boolean ascii = fits(strings, US_ASCII);
    if (ascii || (version < 4 && fits(strings, ISO_8859_1))) {
      return out.u8(0).bytes(String.join("\0", strings).getBytes(ISO_8859_1)).toArray();
    }
    if (version >= 4) {
      return out.u8(3).bytes(String.join("\0", strings).getBytes(UTF_8)).toArray();
    }
    out.u8(UTF_16);
    for (int i = 0; i < strings.size(); i++) {
      out.zeros(i == 0 ? 0 : 2).u8(0xFF).u8(0xFE).bytes(strings.get(i).getBytes(UTF_16LE));
    }
    return out.toArray();
  }

  private static boolean fits(List<String> strings, Charset charset) {
    return strings.stream().allMatch(charset.newEncoder()::canEncode);
  }
}
