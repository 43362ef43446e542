package io.musicreclass.tags;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lists the contents of an MP4 file, box by box. Shares no code with {@link Mp4File}. */
final class Mp4Inventory {
  private static final Set<String> HOLDERS =
      Set.of(
          "moov", "moov/trak", "moov/trak/mdia", "moov/trak/mdia/minf", "moov/trak/mdia/minf/stbl");

  /** Boxes that are created if missing. */
  private static final Set<String> OURS =
      Set.of("moov/udta", "moov/udta/meta", "moov/udta/meta/ilst");

  private final FileBytes file;
  private final TagChanges changes;
  private final TagInventory list = new TagInventory();

  /** Start and end of each media data box, in order. */
  private final List<Long> media = new ArrayList<>();

  Mp4Inventory(FileBytes file, TagChanges changes) {
    this.file = file;
    this.changes = changes;
  }

  TagInventory list() throws IOException {
    walk("", 0, file.size(), true);
    walk("", 0, file.size(), false);
    return list;
  }

  private void walk(String parent, long from, long to, boolean onlyMedia) throws IOException {
    long at = from;
    while (to - at >= 8) {
      ByteCursor in = file.cursor(at, 8);
      long size = in.be32();
      String type = in.latin1(4);
      long body = at + 8;
      if (size == 1) {
        size = file.cursor(body, 8).be64();
        body += 8;
      } else if (size == 0) {
        size = to - at;
      }
      long end = at + size;
      if (size < body - at || end > to) {
        throw new TagException("its MP4 box at byte " + at + " is damaged");
      }
      if (!onlyMedia) {
        add(parent.isEmpty() ? type : parent + "/" + type, body, end);
      } else if (type.equals("mdat")) {
        media.add(body);
        media.add(end);
      }
      at = end;
    }
    if (at < to && !onlyMedia) {
      list.add("bytes at the end of " + parent, file.hash(at, to - at));
    }
  }

  private void add(String path, long body, long end) throws IOException {
    String what = "its MP4 box " + path;
    String type = path.substring(path.lastIndexOf('/') + 1);
    if (path.startsWith("moov/udta/meta/ilst/")) {
      if (!intended(type, body, end)) {
        list.add(what, file.hash(body, end - body));
      }
    } else if (OURS.contains(path)) {
      list.addHolder(what, "");
      boolean versioned = type.equals("meta") && !file.has(body + 4, "hdlr");
      if (versioned) {
        list.addHolder(what + ", its version", Long.toString(file.cursor(body, 4).be32()));
      }
      walk(path, versioned ? body + 4 : body, end, false);
    } else if (HOLDERS.contains(path)) {
      list.add(what, "");
      walk(path, body, end, false);
    } else if (type.equals("stco") || type.equals("co64")) {
      list.add(what, places(body, end, type.equals("co64")));
    } else if (type.equals("free") || type.equals("skip")) {
      list.add(what, "");
    } else if (path.equals("moov/udta/meta/hdlr")) {
      list.addHolder(what, file.hash(body, end - body));
    } else {
      list.add(what, file.hash(body, end - body));
    }
  }

  /** The offsets in a table, each relative to the media data box that contains it. */
  private String places(long body, long end, boolean wide) throws IOException {
    ByteCursor in = file.cursor(body, end - body);
    StringBuilder places = new StringBuilder().append(in.be32());
    for (long left = in.be32(); left > 0; left--) {
      long place = wide ? in.be64() : in.be32();
      int box = 0;
      while (box < media.size() && (place < media.get(box) || place >= media.get(box + 1))) {
        box += 2;
      }
      boolean inside = box < media.size();
      places.append(' ').append(box).append(inside ? "+" : "?");
      places.append(inside ? place - media.get(box) : place);
    }
    return places.append(ByteCursor.latin1(in.rest())).toString();
  }

  private boolean intended(String type, long body, long end) throws IOException {
    if (type.equals("\u00a9gen") || type.equals("gnre")) {
      return changes.hasGenre();
    }
    if (!type.equals("----") || end - body > 1 << 16) {
      return false;
    }
    String content = ByteCursor.latin1(file.read(body, end - body));
    return changes.customNames().stream()
        .map(name -> ByteCursor.latin1(name.getBytes(UTF_8)))
        .anyMatch(name -> content.startsWith(head(name)));
  }

  /** The start of the content of a user-defined item. */
  private static String head(String name) {
    String issuer = "com.apple.iTunes";
    return "\0\0\0"
        + (char) (12 + issuer.length())
        + "mean\0\0\0\0"
        + issuer
        + "\0\0\0"
        + (char) (12 + name.length())
        + "name\0\0\0\0"
        + name;
  }
}
