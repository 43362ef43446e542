package io.musicreclass.tags;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A list of comments (NAME=value), as in FLAC and Ogg. */
final class VorbisComment {
  private static final int MOST = 100_000;

  private final byte[] vendor;
  private final List<byte[]> comments = new ArrayList<>();
  private final byte[] rest;

  private VorbisComment(ByteCursor in) throws TagException {
    vendor = in.take(in.le32());
    long count = in.le32();
    if (count > MOST) {
      throw new TagException("its comments are damaged");
    }
    for (long i = 0; i < count; i++) {
      comments.add(in.take(in.le32()));
    }
    rest = in.rest();
  }

  static VorbisComment parse(byte[] bytes) throws TagException {
    return new VorbisComment(new ByteCursor(bytes));
  }

  static VorbisComment create() throws TagException {
    return parse(new ByteBuilder().le32(7).latin1("reclass").le32(0).toArray());
  }

  void read(Tags tags) {
    for (byte[] comment : comments) {
      String text = ByteCursor.utf8(comment);
      int equals = text.indexOf('=');
      if (equals > 0) {
        tags.add(text.substring(0, equals).toUpperCase(Locale.ROOT), text.substring(equals + 1));
      }
    }
  }

  /** The list with changed values; all other comments and the bytes after the list are kept. */
  byte[] with(TagChanges changes) {
    List<byte[]> now = new ArrayList<>();
    Set<String> missing = new LinkedHashSet<>(changes.names());
    for (byte[] comment : comments) {
      String name = name(comment);
      if (!changes.has(name)) {
        now.add(comment);
      } else if (missing.remove(name)) {
        add(now, name, changes);
      }
    }
    missing.forEach(name -> add(now, name, changes));
    ByteBuilder out = new ByteBuilder().le32(vendor.length).bytes(vendor).le32(now.size());
    now.forEach(comment -> out.le32(comment.length).bytes(comment));
    return out.bytes(rest).toArray();
  }

  private static String name(byte[] comment) {
    String text = ByteCursor.utf8(comment);
    return text.substring(0, Math.max(0, text.indexOf('='))).toUpperCase(Locale.ROOT);
  }

  private static void add(List<byte[]> comments, String name, TagChanges changes) {
    for (String value : changes.values(name)) {
      comments.add((name + "=" + value).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Lists everything that must stay the same, with a parser of its own. */
  static void list(byte[] bytes, TagInventory list, TagChanges changes) throws TagException {
    ByteCursor in = new ByteCursor(bytes);
    list.addHolder("the vendor of its comments", ByteCursor.latin1(in.take(in.le32())));
    long count = in.le32();
    for (long i = 0; i < count; i++) {
      String comment = ByteCursor.latin1(in.take(in.le32()));
      int equals = comment.indexOf('=');
      if (equals < 0 || !changes.has(comment.substring(0, equals))) {
        list.add("its comment " + comment.substring(0, Math.max(0, equals)), comment);
      }
    }
    list.addHolder("the bytes after its comments", ByteCursor.latin1(in.rest()));
  }
}
