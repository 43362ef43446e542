package io.musicreclass.tags;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An ID3v2 tag of version 2.2, 2.3 or 2.4: its frames as they are stored, and changes to some. */
final class Id3v2 {
  static final int HEADER = 10;
  private static final int PADDING = 1024;
  private static final int LARGEST = (1 << 28) - 1;

  private static final Map<String, String> LONG_NAMES =
      Map.of(
          "TCO", "TCON", "TXX", "TXXX", "TP1", "TPE1", "TP2", "TPE2", "TAL", "TALB", "TT2", "TIT2",
          "TCP", "TCMP");

  private final byte[] bytes;
  private final int version;
  private final int flags;
  private final boolean footer;
  private final int framesAt;
  private final boolean plainSizes;
  private final List<Id3Frame> frames;

  private Id3v2(byte[] bytes) throws IOException {
    this.bytes = bytes;
    version = bytes[3];
    flags = bytes[5] & 255;
    int known = version == 2 ? 0x80 : version == 3 ? 0xE0 : 0xF0;
    if (version < 2 || version > 4 || (flags & ~known) != 0) {
      throw new TagException("its ID3v2 tag is of an unknown kind");
    }
    footer = (flags & 0x10) != 0;
    framesAt = (flags & 0x40) != 0 ? extendedHeaderEnd() : HEADER;
    boolean plain = version == 3;
    List<Id3Frame> found;
    try {
      found = walk(plain);
    } catch (TagException e) {
      if (version != 4) {
        throw e;
      }
      plain = true; // iTunes writes sizes so in version 2.4
      found = walk(true);
    }
    frames = found;
    plainSizes = plain;
  }

  /** A new tag without frames. */
  static Id3v2 create() throws IOException {
    return new Id3v2(new ByteBuilder().latin1("ID3").u8(4).u8(0).u8(0).be32(0).toArray());
  }

  /** The tag at the beginning of bytes, which may go on behind it. */
  static Id3v2 parse(byte[] bytes) throws IOException {
    if (bytes.length < HEADER || !ByteCursor.latin1(bytes).startsWith("ID3")) {
      throw new TagException("its ID3v2 tag is damaged");
    }
    long size = size(Arrays.copyOf(bytes, HEADER));
    if (size > bytes.length) {
      throw new TagException("its ID3v2 tag is longer than what holds it");
    }
    return new Id3v2(Arrays.copyOf(bytes, (int) size));
  }

  /** How long the tag at a position is, its header and footer included; 0 where there is none. */
  static long sizeAt(FileBytes file, long at) throws IOException {
    return file.has(at, "ID3") && at + HEADER <= file.size() ? size(file.read(at, HEADER)) : 0;
  }

  private static long size(byte[] header) throws IOException {
    ByteCursor in = new ByteCursor(header);
    in.skip(5);
    boolean footer = (in.u8() & 0x10) != 0;
    return (long) HEADER + in.synchsafe() + (footer ? HEADER : 0);
  }

  /** How many bytes it has now. */
  int length() {
    return bytes.length;
  }

  private boolean unsync() {
    return version < 4 && (flags & 0x80) != 0;
  }

  private int end() {
    return bytes.length - (footer ? HEADER : 0);
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

  /** Where so many bytes end, counted without unsynchronisation. */
  private int skip(int from, long count) throws TagException {
    if (unsync()) {
      return Unsynchronisation.advance(bytes, from, count);
    }
    if (count < 0 || count > end() - from) {
      throw new TagException("its ID3v2 tag is damaged: a frame is longer than the tag");
    }
    return from + (int) count;
  }

  private byte[] plain(int from, int to) {
    byte[] stored = Arrays.copyOfRange(bytes, from, to);
    return unsync() ? Unsynchronisation.decode(stored) : stored;
  }

  private List<Id3Frame> walk(boolean plain) throws IOException {
    int letters = version == 2 ? 3 : 4;
    List<Id3Frame> found = new ArrayList<>();
    int at = framesAt;
    while (at < end() && bytes[at] != 0) {
      int body = skip(at, version == 2 ? 6 : 10);
      ByteCursor in = new ByteCursor(plain(at, body));
      String id = in.latin1(letters);
      if (!id.matches("[A-Z][A-Z0-9]{2}[A-Z0-9 \0]?")) {
        throw new TagException("its ID3v2 tag is damaged: no frame can be read at byte " + at);
      }
      long size = version == 2 ? in.be24() : plain ? in.be32() : in.synchsafe();
      int own = version == 2 ? 0 : in.be16();
      int to = skip(body, size);
      found.add(new Id3Frame(id, at, to, own | (version == 4 && flags >= 0x80 ? 2 : 0)));
      at = to;
    }
    for (int i = at; i < end(); i++) {
      if (bytes[i] != 0) {
        throw new TagException("its ID3v2 tag is damaged: padding is not empty");
      }
    }
    return found;
  }

  private List<String> strings(Id3Frame frame) throws IOException {
    int body = skip(frame.from(), version == 2 ? 6 : 10);
    return frame.strings(plain(body, frame.to()), version);
  }

  /** All text fields; those that cannot be read are left out, but for the genre. */
  void read(Tags tags) throws IOException {
    if (version < 4) {
      tags.hasOneTextEach();
    }
    for (Id3Frame frame : frames) {
      if (frame.isGenre()) {
        for (String value : strings(frame)) {
          tags.addAll("TCON", Id3Genres.of(value));
        }
      } else if (frame.isText()) {
        try {
          read(frame, tags);
        } catch (TagException unreadable) {
          // A foreign frame that only its own program understands.
        }
      }
    }
  }

  private void read(Id3Frame frame, Tags tags) throws IOException {
    List<String> strings = strings(frame);
    String id = LONG_NAMES.getOrDefault(frame.id(), frame.id());
    if (!frame.isOwnText()) {
      tags.addAll(id, strings);
    } else if (!strings.isEmpty()) {
      List<String> values = strings.size() == 1 ? List.of("") : strings.subList(1, strings.size());
      tags.addAll(id + ":" + strings.get(0), values);
    }
  }

  /** The name of the changed field that a frame holds; empty for all others. */
  private String changed(Id3Frame frame, TagChanges changes) throws IOException {
    if (frame.isGenre()) {
      return changes.hasGenre() ? TagFile.GENRE : "";
    }
    if (frame.isOwnText()) {
      try {
        List<String> strings = strings(frame);
        String name = strings.isEmpty() ? "" : strings.get(0);
        return changes.ownNames().contains(name) ? name : "";
      } catch (TagException unreadable) {
        return "";
      }
    }
    return "";
  }

  /**
   * The tag with other values; every other frame is the same bytes in the same order.
   *
   * @param room whether empty room is added where the tag has to grow
   */
  byte[] with(TagChanges changes, boolean room) throws IOException {
    ByteBuilder out = new ByteBuilder();
    Set<String> missing = new LinkedHashSet<>(changes.names());
    for (Id3Frame frame : frames) {
      String name = changed(frame, changes);
      if (name.isEmpty()) {
        out.bytes(bytes, frame.from(), frame.to());
      } else if (missing.remove(name)) {
        out.bytes(frame(name, changes.values(name)));
      }
    }
    for (String name : missing) {
      out.bytes(frame(name, changes.values(name)));
    }
    int area = end() - framesAt;
    boolean fits = out.size() <= area;
    int padding = footer ? 0 : fits ? area - out.size() : room ? PADDING : 0;
    return whole(out.zeros(padding).toArray(), padding);
  }

  private byte[] frame(String name, List<String> values) {
    if (values.isEmpty()) {
      return new byte[0];
    }
    List<String> strings = new ArrayList<>(values);
    String id = version == 2 ? "TCO" : "TCON";
    if (!name.equals(TagFile.GENRE)) {
      strings.add(0, name);
      id = version == 2 ? "TXX" : "TXXX";
    }
    byte[] body = Id3Text.encode(strings, version);
    ByteBuilder out = new ByteBuilder().latin1(id);
    if (version == 2) {
      out.be24(body.length);
    } else {
      boolean plain = plainSizes;
      (plain ? out.be32(body.length) : out.synchsafe(body.length))
          .be16(version == 4 && flags >= 0x80 ? 2 : 0);
    }
    byte[] frame = out.bytes(body).toArray();
    return unsync() ? Unsynchronisation.encode(frame) : frame;
  }

  private byte[] whole(byte[] body, int padding) throws IOException {
    byte[] extended = Arrays.copyOfRange(bytes, HEADER, framesAt);
    if (extended.length > 0 && version == 3) {
      byte[] plain = new ByteBuilder().bytes(plain(HEADER, framesAt), 0, 6).be32(padding).toArray();
      extended = unsync() ? Unsynchronisation.encode(plain) : plain;
    }
    int size = extended.length + body.length;
    if (size > LARGEST) {
      throw new TagException("its ID3v2 tag would become too large");
    }
    ByteBuilder out =
        new ByteBuilder().bytes(bytes, 0, 6).synchsafe(size).bytes(extended).bytes(body);
    if (footer) {
      out.latin1("3DI").bytes(bytes, 3, 6).synchsafe(size);
    }
    return out.toArray();
  }
}
