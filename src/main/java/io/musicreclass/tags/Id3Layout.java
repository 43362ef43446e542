package io.musicreclass.tags;

import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes of an ID3v2 tag and where its parts are: header, extended header, area of frames and
 * padding, footer. Undoes unsynchronisation of the whole tag (versions 2.2 and 2.3).
 */
final class Id3Layout {
  private static final int HEADER = 10;
  private static final int LARGEST = (1 << 28) - 1;

  private final byte[] bytes;
  private final int version;
  private final int flags;
  private final boolean footer;
  private final int framesAt;

  /**
   * @param bytes of the whole tag
   */
  Id3Layout(byte[] bytes) throws IOException {
    this.bytes = bytes;
    version = bytes[3];
    flags = bytes[5] & 255;
    int known = version == 2 ? 0x80 : version == 3 ? 0xE0 : 0xF0;
    if (version < 2 || version > 4 || (flags & ~known) != 0) {
      throw new TagException("its ID3v2 tag has an unknown version or unknown flags");
    }
    footer = (flags & 0x10) != 0;
    framesAt = (flags & 0x40) != 0 ? extendedHeaderEnd() : HEADER;
  }

  /** The bytes of the tag at the beginning of these. */
  static byte[] cut(byte[] bytes) throws IOException {
    if (bytes.length < HEADER || !ByteCursor.latin1(bytes).startsWith("ID3")) {
      throw new TagException("its ID3v2 tag is damaged");
    }
    long size = size(Arrays.copyOf(bytes, HEADER));
    if (size > bytes.length) {
      throw new TagException("its ID3v2 tag is longer than the chunk that contains it");
    }
    return Arrays.copyOf(bytes, (int) size);
  }

  /** Size in bytes of the tag at a position, with header and footer; 0 if there is none. */
  static long sizeAt(FileBytes file, long at) throws IOException {
    return file.has(at, "ID3") && at + HEADER <= file.size() ? size(file.read(at, HEADER)) : 0;
  }

  private static long size(byte[] header) throws IOException {
    ByteCursor in = new ByteCursor(header);
    in.skip(5);
    boolean footer = (in.u8() & 0x10) != 0;
    return (long) HEADER + in.synchsafe() + (footer ? HEADER : 0);
  }

  /** 2 to 4. */
  int version() {
    return version;
  }

  /** Size of the whole tag in bytes. */
  int length() {
    return bytes.length;
  }

  /** Position of the first frame. */
  int framesAt() {
    return framesAt;
  }

  /** End of the frames and padding. */
  int end() {
    return bytes.length - (footer ? HEADER : 0);
  }

  boolean isZero(int at) {
    return bytes[at] == 0;
  }

  /** The flags that every frame has: in version 2.4, frames are unsynchronised one by one. */
  int frameFlags() {
    return version == 4 && flags >= 0x80 ? 2 : 0;
  }

  private boolean isUnsynchronised() {
    return version < 4 && (flags & 0x80) != 0;
  }

  private int extendedHeaderEnd() throws IOException {
    ByteCursor in = new ByteCursor(plain(HEADER, skip(HEADER, 6)));
    long size = version == 4 ? in.synchsafe() : in.be32() + 4;
    int first = in.u8();
    boolean checksum = version == 4 ? (in.u8() & 0x20) != 0 : (first & 0x80) != 0;
    if (checksum) {
      throw new TagException("its ID3v2 tag has a checksum");
    }
    if (size < 6 || (version == 3 && size != 10)) {
      throw new TagException("the extended header of its ID3v2 tag is damaged");
    }
    return skip(HEADER, size);
  }

  /** The position after this many bytes, counted without unsynchronisation. */
  int skip(int from, long count) throws TagException {
    if (isUnsynchronised()) {
      return Unsynchronisation.advance(bytes, from, count);
    }
    if (count < 0 || count > end() - from) {
      throw new TagException("its ID3v2 tag is damaged: a frame is longer than the tag");
    }
    return from + (int) count;
  }

  byte[] stored(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** A range with unsynchronisation undone. */
  byte[] plain(int from, int to) {
    byte[] stored = stored(from, to);
    return isUnsynchronised() ? Unsynchronisation.decode(stored) : stored;
  }

  /** Bytes as they are stored in this tag. */
  byte[] encoded(byte[] plain) {
    return isUnsynchronised() ? Unsynchronisation.encode(plain) : plain;
  }

  /**
   * The tag with other frames, padded to its present size if they fit.
   *
   * @param frames as stored
   * @param padding in bytes, if they do not fit; a tag with a footer has none
   */
  byte[] with(byte[] frames, int padding) throws IOException {
    int area = end() - framesAt;
    int zeros = footer ? 0 : frames.length <= area ? area - frames.length : padding;
    byte[] extended = stored(HEADER, framesAt);
    if (extended.length > 0 && version == 3) {
      extended =
          encoded(new ByteBuilder().bytes(plain(HEADER, framesAt), 0, 6).be32(zeros).toArray());
    }
    int size = extended.length + frames.length + zeros;
    if (size > LARGEST) {
      throw new TagException("its ID3v2 tag would become too large");
    }
    ByteBuilder out = new ByteBuilder().bytes(bytes, 0, 6).synchsafe(size).bytes(extended);
    out.bytes(frames).zeros(zeros);
    if (footer) {
      out.latin1("3DI").bytes(bytes, 3, 6).synchsafe(size);
    }
    return out.toArray();
  }
}
