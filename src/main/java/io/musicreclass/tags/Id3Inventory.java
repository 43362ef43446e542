package io.musicreclass.tags;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Lists the contents of an ID3v2 tag, frame by frame. Shares no code with {@link Id3v2}. */
final class Id3Inventory {
  private final TagInventory list;
  private final TagChanges changes;

  Id3Inventory(TagInventory list, TagChanges changes) {
    this.list = list;
    this.changes = changes;
  }

  /** Lists a whole tag, and any bytes after it. */
  void add(byte[] tag) throws TagException {
    ByteCursor head = new ByteCursor(tag);
    head.skip(3);
    int version = head.u8();
    int revision = head.u8();
    int flags = head.u8();
    int size = head.synchsafe();
    list.addHolder("the header of its ID3v2 tag", version + "." + revision + " " + flags);
    byte[] body = head.take(size);
    ByteCursor in = new ByteCursor(version < 4 && flags >= 128 ? joined(body) : body);
    if ((flags & 0x40) != 0) {
      extended(in, version);
    }
    frames(in, version);
    if ((flags & 0x10) != 0) {
      boolean sound =
          head.latin1(3).equals("3DI")
              && head.u8() == version
              && head.u8() == revision
              && head.u8() == flags
              && head.synchsafe() == size;
      list.add("the footer of its ID3v2 tag", Boolean.toString(sound));
    }
    byte[] rest = head.rest();
    if (rest.length > 0) {
      list.add("the bytes after its ID3v2 tag", rest);
    }
  }

  private void extended(ByteCursor in, int version) throws TagException {
    if (version == 3) {
      long size = in.be32();
      list.add("the extended header of its ID3v2 tag", in.take(2));
      in.skip(4); // size of the padding
      in.skip(size - 6);
    } else {
      int size = in.synchsafe();
      list.add("the extended header of its ID3v2 tag", in.take(size - 4));
    }
  }

  private void frames(ByteCursor in, int version) throws TagException {
    byte[] all = in.rest();
    int at = 0;
    while (at < all.length && all[at] != 0) {
      ByteCursor frame = new ByteCursor(all);
      frame.skip(at);
      String id = frame.latin1(version == 2 ? 3 : 4);
      byte[] sizeBytes = frame.take(version == 2 ? 3 : 4);
      int frameFlags = version == 2 ? 0 : frame.be16();
      byte[] body = frame.take(size(sizeBytes, version, all, frame.position()));
      at = frame.position();
      if (!intended(id, body)) {
        list.add("the frame " + id + " of its ID3v2 tag", id + " " + frameFlags + digest(body));
      }
    }
    for (; at < all.length; at++) {
      if (all[at] != 0) {
        throw new TagException("the padding of its ID3v2 tag is not empty");
      }
    }
  }

  private static String digest(byte[] body) {
    return " " + HexFormat.of().formatHex(FileBytes.sha256().digest(body));
  }

  /**
   * A frame's size: version 2.4 uses seven bits per byte, or eight if no frame would follow
   * otherwise.
   */
  private static long size(byte[] bytes, int version, byte[] all, int from) {
    long eight = 0;
    long seven = 0;
    boolean high = false;
    for (byte b : bytes) {
      eight = eight << 8 | (b & 255);
      seven = seven << 7 | (b & 127);
      high |= b < 0;
    }
    if (version < 4) {
      return eight;
    }
    boolean sevenFits = !high && follows(all, from + seven);
    return sevenFits || !follows(all, from + eight) ? seven : eight;
  }

  private static boolean follows(byte[] all, long at) {
    if (at >= all.length) {
      return at == all.length;
    }
    int i = (int) at;
    boolean whole = i + 10 <= all.length;
    String id = whole ? ByteCursor.latin1(Arrays.copyOfRange(all, i, i + 4)) : "";
    return all[i] == 0 || id.matches("[A-Z][A-Z0-9]{2}[A-Z0-9 \0]");
  }

  private boolean intended(String id, byte[] body) {
    if (id.equals("TCON") || id.equals("TCO")) {
      return changes.hasGenre();
    }
    if (id.equals("TMOO")) {
      return changes.has("MOOD");
    }
    if (!id.startsWith("TXX") || body.length == 0) {
      return false;
    }
    return changes.customNames().stream().anyMatch(name -> describes(body, name));
  }

  /** Whether a user-defined text frame has this name, in any encoding. */
  private static boolean describes(byte[] body, String name) {
    String text = ByteCursor.latin1(body).substring(1);
    StringBuilder wide = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      wide.append(name.charAt(i)).append('\0');
    }
    String big = "\0" + wide.substring(0, Math.max(0, wide.length() - 1));
    List<String> spellings =
        switch (body[0]) {
          case 0, 3 -> List.of(ByteCursor.latin1(name.getBytes(UTF_8)) + "\0");
          case 1 -> List.of("\u00ff\u00fe" + wide + "\0\0", "\u00fe\u00ff" + big + "\0\0");
          default -> List.of(big + "\0\0");
        };
    return spellings.stream().anyMatch(text::startsWith);
  }

  /** Undoes unsynchronisation of a whole tag. */
  private static byte[] joined(byte[] body) {
    String text = ByteCursor.latin1(body).replace("\u00ff\0", "\u00ff");
    return text.getBytes(ISO_8859_1);
  }
}
