package io.musicreclass.tags;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A frame of an ID3v2 tag, as stored.
 *
 * @param id frame identifier: three letters in version 2.2, otherwise four
 * @param from position of its header in the tag
 * @param to position of its end in the tag
 * @param flags its two bytes of flags; 0 in version 2.2
 */
record Id3Frame(String id, int from, int to, int flags) {
  private static final int MOST = 1 << 24;

  boolean isGenre() {
    return id.equals("TCON") || id.equals("TCO");
  }

  boolean isUserText() {
    return id.equals("TXXX") || id.equals("TXX");
  }

  boolean isText() {
    return id.startsWith("T");
  }

  /**
   * The strings of a text frame.
   *
   * @param stored its body as stored, with whole-tag unsynchronisation undone
   */
  List<String> strings(byte[] stored, int version) throws IOException {
    return Id3Text.decode(plain(stored, version));
  }

  private byte[] plain(byte[] stored, int version) throws IOException {
    boolean four = version == 4;
    if (version == 2 || flags == 0) {
      return stored;
    }
    if ((flags & (four ? 0x04 : 0x40)) != 0) {
      throw new TagException("the frame " + id + " of its ID3v2 tag is encrypted");
    }
    boolean packed = (flags & (four ? 0x08 : 0x80)) != 0;
    ByteCursor in = new ByteCursor(stored);
    long size = packed && !four ? in.be32() : 0;
    in.skip((flags & (four ? 0x40 : 0x20)) != 0 ? 1 : 0);
    if (four && (flags & 0x01) != 0) {
      size = in.synchsafe();
    }
    byte[] body = in.rest();
    if (four && (flags & 0x02) != 0) {
      body = Unsynchronisation.decode(body);
    }
    return packed ? inflate(body, size) : body;
  }

  private byte[] inflate(byte[] body, long size) throws IOException {
    if (size > MOST) {
      throw new TagException("the frame " + id + " of its ID3v2 tag is too large");
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(body);
      byte[] chunk = new byte[1024];
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      while (!inflater.finished()) {
        int count = inflater.inflate(chunk);
        out.write(chunk, 0, count);
        if (count == 0 || out.size() > MOST) {
          throw new TagException("the frame " + id + " of its ID3v2 tag is damaged");
        }
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new TagException("the frame " + id + " of its ID3v2 tag is damaged");
    } finally {
      inflater.end();
    }
  }
}
