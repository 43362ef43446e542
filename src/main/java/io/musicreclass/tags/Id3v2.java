package io.musicreclass.tags;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An ID3v2 tag of version 2.2, 2.3 or 2.4: reads its text frames and replaces some. */
final class Id3v2 {
  /** The frame for moods, which only version 2.4 has. */
  static final String MOOD = "TMOO";

  /**
   * Separates values before version 2.4, in which readers have to ignore what follows a zero byte.
   */
  private static final String BETWEEN = "; ";

  private static final int PADDING = 1024;

  private static final Map<String, String> LONG_NAMES =
      Map.of(
          "TCO", "TCON", "TXX", "TXXX", "TP1", "TPE1", "TP2", "TPE2", "TAL", "TALB", "TT2", "TIT2",
          "TCP", "TCMP");

  private final Id3Layout layout;
  private final int version;
  private final boolean plainSizes;
  private final List<Id3Frame> frames;

  private Id3v2(byte[] bytes) throws IOException {
    layout = new Id3Layout(bytes);
    version = layout.version();
    boolean plain = version == 3;
    List<Id3Frame> found;
    try {
      found = parseFrames(plain);
    } catch (TagException e) {
      if (version != 4) {
        throw e;
      }
      plain = true; // iTunes writes plain sizes in version 2.4
      found = parseFrames(true);
    }
    frames = found;
    plainSizes = plain;
  }

  /** A new tag without frames. */
  static Id3v2 create() throws IOException {
    return new Id3v2(new ByteBuilder().latin1("ID3").u8(4).u8(0).u8(0).be32(0).toArray());
  }

  /** The tag at the beginning of these bytes. */
  static Id3v2 parse(byte[] bytes) throws IOException {
    return new Id3v2(Id3Layout.cut(bytes));
  }

  /** Size in bytes, as read. */
  int length() {
    return layout.length();
  }

  private List<Id3Frame> parseFrames(boolean plain) throws IOException {
    List<Id3Frame> found = new ArrayList<>();
    int at = layout.framesAt();
    while (at < layout.end() && !layout.isZero(at)) {
      int body = layout.skip(at, headerSize());
      ByteCursor in = new ByteCursor(layout.plain(at, body));
      String id = in.latin1(version == 2 ? 3 : 4);
      if (!id.matches("[A-Z][A-Z0-9]{2}[A-Z0-9 \0]?")) {
        throw new TagException("its ID3v2 tag is damaged: no frame can be read at byte " + at);
      }
      long size = version == 2 ? in.be24() : plain ? in.be32() : in.synchsafe();
      int frameFlags = version == 2 ? 0 : in.be16();
      int to = layout.skip(body, size);
      found.add(new Id3Frame(id, at, to, frameFlags | layout.frameFlags()));
      at = to;
    }
    for (int i = at; i < layout.end(); i++) {
      if (!layout.isZero(i)) {
        throw new TagException("its ID3v2 tag is damaged: padding is not empty");
      }
    }
    return found;
  }

  /** Size of a frame's header in bytes. */
  private int headerSize() {
    return version == 2 ? 6 : 10;
  }

  private List<String> strings(Id3Frame frame) throws IOException {
    int body = layout.skip(frame.from(), headerSize());
    return frame.strings(layout.plain(body, frame.to()), version);
  }

  /** Adds all text fields, except unreadable ones; fails if the genre is unreadable. */
  void read(Tags tags) throws IOException {
    if (version < 4) {
      tags.singleValues();
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
    if (!frame.isUserText()) {
      tags.addAll(id, strings);
    } else if (!strings.isEmpty()) {
      List<String> values = strings.size() == 1 ? List.of("") : strings.subList(1, strings.size());
      tags.addAll(id + ":" + strings.get(0), values);
    }
  }

  /** Name of the field in a frame if it is to be changed, otherwise an empty string. */
  private String changed(Id3Frame frame, TagChanges changes) throws IOException {
    if (frame.isGenre()) {
      return changes.hasGenre() ? TagFile.GENRE : "";
    }
    if (frame.id().equals(MOOD)) {
      return changes.has(TagFile.MOOD) ? TagFile.MOOD : "";
    }
    if (frame.isUserText()) {
      try {
        List<String> strings = strings(frame);
        String name = strings.isEmpty() ? "" : strings.get(0);
        return changes.customNames().contains(name) ? name : "";
      } catch (TagException unreadable) {
        return "";
      }
    }
    return "";
  }

  /**
   * The tag with other values; all other frames keep their bytes and order.
   *
   * @param padded whether to add padding if the tag has to grow
   */
  byte[] with(TagChanges changes, boolean padded) throws IOException {
    ByteBuilder out = new ByteBuilder();
    Set<String> missing = new LinkedHashSet<>(changes.names());
    for (Id3Frame frame : frames) {
      String name = changed(frame, changes);
      if (name.isEmpty()) {
        out.bytes(layout.stored(frame.from(), frame.to()));
      } else if (missing.remove(name)) {
        out.bytes(frame(name, changes.values(name)));
      }
    }
    for (String name : missing) {
      out.bytes(frame(name, changes.values(name)));
    }
    return layout.with(out.toArray(), padded ? PADDING : 0);
  }

  private byte[] frame(String name, List<String> values) {
    if (values.isEmpty()) {
      return new byte[0];
    }
    List<String> strings = new ArrayList<>();
    strings.addAll(version < 4 ? List.of(String.join(BETWEEN, values)) : values);
    String id = version == 2 ? "TCO" : "TCON";
    if (version == 4 && name.equals(TagFile.MOOD)) {
      id = MOOD;
    } else if (!name.equals(TagFile.GENRE)) {
      strings.add(0, name);
      id = version == 2 ? "TXX" : "TXXX";
    }
    byte[] body = Id3Text.encode(strings, version);
    ByteBuilder out = new ByteBuilder().latin1(id);
    if (version == 2) {
      out.be24(body.length);
    } else {
      (plainSizes ? out.be32(body.length) : out.synchsafe(body.length)).be16(layout.frameFlags());
    }
    return layout.encoded(out.bytes(body).toArray());
  }
}
