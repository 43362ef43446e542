package io.musicreclass.tags;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;

/** Builds ID3v2 tags byte by byte, independently of the code under test. */
final class Id3Bytes {
  private final int version;
  private final int flags;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  Id3Bytes(int version, int flags) {
    this.version = version;
    this.flags = flags;
  }

  static byte[] latin1(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Random bytes, including many zeros and 255s. */
  static byte[] noise(int seed, int length) {
    Random random = new Random(seed);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      int kind = random.nextInt(4);
      bytes[i] = (byte) (kind == 0 ? 255 : kind == 1 ? 0 : random.nextInt(256));
    }
    return bytes;
  }

  Id3Bytes frame(String id, String latin1) {
    return frame(id, 0, latin1(latin1));
  }

  Id3Bytes frame(String id, int frameFlags, byte[] content) {
    body.writeBytes(frameBytes(id, frameFlags, content));
    return this;
  }

  byte[] frameBytes(String id, int frameFlags, byte[] content) {
    int n = content.length;
    byte[] head = latin1(id);
    if (version == 2) {
      return join(head, new byte[] {(byte) (n >> 16), (byte) (n >> 8), (byte) n}, content);
    }
    byte[] size = version == 4 ? synchsafe(n) : ByteBuffer.allocate(4).putInt(n).array();
    return join(head, size, new byte[] {(byte) (frameFlags >> 8), (byte) frameFlags}, content);
  }

  private static byte[] synchsafe(int n) {
    return new byte[] {
      (byte) (n >> 21 & 127), (byte) (n >> 14 & 127), (byte) (n >> 7 & 127), (byte) (n & 127)
    };
  }

  byte[] tag(int padding) {
    byte[] content = join(body.toByteArray(), new byte[padding]);
    if (version < 4 && (flags & 0x80) != 0) {
      content = unsynchronised(content);
    }
    byte[] kind = {(byte) version, 0, (byte) flags};
    byte[] size = synchsafe(content.length);
    byte[] footer = (flags & 0x10) != 0 ? join(latin1("3DI"), kind, size) : new byte[0];
    return join(latin1("ID3"), kind, size, content, footer);
  }

  static byte[] unsynchronised(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; i++) {
      out.write(bytes[i]);
      int next = i + 1 < bytes.length ? bytes[i + 1] & 255 : 0;
      if (bytes[i] == -1 && (next == 0 || next >= 0xE0)) {
        out.write(0);
      }
    }
    return out.toByteArray();
  }

  /**
   * A tag of version 2.3 or 2.4 with frames as written by DJ programs, podcast programs, players
   * and shops.
   */
  static Id3Bytes rich(int version, int flags) {
    Id3Bytes tag = new Id3Bytes(version, flags);
    byte[] title = tag.frameBytes("TIT2", 0, latin1("\0Chapter one"));
    byte[] picture =
        tag.frameBytes("APIC", 0, join(latin1("\0image/png\0\0in chapter\0"), noise(1, 40)));
    byte[] times = {0, 0, 0, 0, 0, 0, 4, 0, -1, -1, -1, -1, -1, -1, -1, -1};
    tag.frame("TIT2", "\1\u00ff\u00feT\0i\0t\0e\0l\0").frame("TPE1", "\0Anna\0Bert");
    tag.frame("CTOC", "toc\0\3\2c1\0c2\0").frame("CHAP", 0, join(latin1("c1\0"), times, title));
    tag.frame("CHAP", 0, join(latin1("c2\0"), times, title, picture));
    tag.frame("TXXX", "\0SERATO_PLAYCOUNT\0" + "7").frame("TXXX", "\0reclass_genre\0mine");
    byte[] serato = latin1("\0application/octet-stream\0\0Serato Markers2\0");
    tag.frame("GEOB", 0, join(serato, noise(2, 90)));
    tag.frame("GEOB", 0, join(latin1("\0\0\0Serato BeatGrid\0"), noise(3, 30)));
    tag.frame("PRIV", 0, join(latin1("TRAKTOR4\0"), noise(4, 120)));
    tag.frame("UFID", "http://musicbrainz.org\0id").frame("POPM", "me@x\0\u00c4\0\0\0\7");
    tag.frame("APIC", 0, join(latin1("\0image/png\0\3front\0"), noise(5, 200)));
    tag.frame("APIC", 0, join(latin1("\0image/png\0\4back\0"), noise(6, 150)));
    return tag.frame("XYZ1", 0, noise(7, 33)).frame("COMM", "\0deu\0text");
  }

  /** The same kind of frames in version 2.2. */
  static Id3Bytes old(int flags) {
    Id3Bytes tag = new Id3Bytes(2, flags);
    tag.frame("TT2", "\0Title").frame("TP1", "\0Anna").frame("TCO", "\0(17)");
    tag.frame("PIC", 0, join(latin1("\0PNG\3front\0"), noise(8, 99)));
    tag.frame("GEO", 0, join(latin1("\0\0\0Serato Overview\0"), noise(9, 60)));
    return tag.frame("TXX", "\0OTHER\0one").frame("POP", "me\0\u00c4");
  }
}
