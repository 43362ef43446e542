package io.musicreclass.tags;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.io.IOException;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The items in an MP4 file's {@code ilst} box. */
final class Mp4Items {
  private static final String GENRE = "\u00a9gen";
  private static final String NUMBER = "gnre";
  private static final String FREE_FORM = "----";
  private static final String ISSUER = "com.apple.iTunes";
  private static final int UTF_8_TEXT = 1;
  private static final int UTF_16_TEXT = 2;
  private static final int INTEGER = 21;

  /**
   * Separates genres, which are written as one text: of several values, some players show only the
   * first, others the last.
   */
  private static final String BETWEEN = "; ";

  private final FileBytes file;
  private final List<Mp4Box> items;

  Mp4Items(FileBytes file, List<Mp4Box> items) {
    this.file = file;
    this.items = items;
  }

  static String ownKey(String name) {
    return key(ISSUER, name);
  }

  private static String key(String issuer, String name) {
    return FREE_FORM + ":" + issuer + ":" + name;
  }

  private String key(Mp4Box item) throws IOException {
    if (!item.type().equals(FREE_FORM)) {
      return item.type();
    }
    List<Mp4Box> parts = item.children(file);
    return key(part(parts, "mean"), part(parts, "name"));
  }

  private String part(List<Mp4Box> parts, String type) throws IOException {
    Optional<Mp4Box> part = Mp4Box.first(parts, type);
    if (part.isEmpty()) {
      return "";
    }
    ByteCursor in = new ByteCursor(part.get().content(file));
    in.skip(4);
    return ByteCursor.utf8(in.rest());
  }

  /** Adds all text fields, except unreadable ones; fails if the genre is unreadable. */
  void read(Tags tags) throws IOException {
    for (Mp4Box item : items) {
      try {
        read(item, tags);
      } catch (TagException e) {
        if (isGenre(item)) {
          throw e;
        }
      }
    }
  }

  private static boolean isGenre(Mp4Box item) {
    return item.type().equals(GENRE) || item.type().equals(NUMBER);
  }

  private void read(Mp4Box item, Tags tags) throws IOException {
    String key = key(item);
    for (Mp4Box data : item.children(file)) {
      if (data.type().equals("data")) {
        value(item.type(), data).ifPresent(value -> tags.add(key, value));
      }
    }
  }

  private Optional<String> value(String type, Mp4Box data) throws IOException {
    if (data.end() - data.body() > 1 << 20) {
      return Optional.empty(); // a picture
    }
    ByteCursor in = new ByteCursor(data.content(file));
    long kind = in.be32() & 0xFFFFFF;
    in.skip(4);
    byte[] value = in.rest();
    if (type.equals(NUMBER) && value.length == 2) {
      return Id3Genres.name(new BigInteger(value).intValue() - 1);
    }
    if (kind == UTF_8_TEXT) {
      return Optional.of(ByteCursor.utf8(value));
    }
    if (kind == UTF_16_TEXT) {
      return Optional.of(new String(value, UTF_16BE));
    }
    boolean number = kind == INTEGER && value.length > 0;
    return number ? Optional.of(new BigInteger(value).toString()) : Optional.empty();
  }

  /** The items with changed values; all others keep their bytes and order. */
  byte[] with(TagChanges changes) throws IOException {
    ByteBuilder out = new ByteBuilder();
    Set<String> missing = new LinkedHashSet<>(changes.names());
    for (Mp4Box item : items) {
      String name = changed(item, changes);
      if (name.isEmpty()) {
        out.bytes(file.read(item.at(), item.end() - item.at()));
      } else if (missing.remove(name)) {
        out.bytes(item(name, changes.values(name)));
      }
    }
    for (String name : missing) {
      out.bytes(item(name, changes.values(name)));
    }
    return out.toArray();
  }

  private String changed(Mp4Box item, TagChanges changes) throws IOException {
    if (isGenre(item)) {
      return changes.hasGenre() ? TagFile.GENRE : "";
    }
    try {
      String key = key(item);
      return changes.customNames().stream()
          .filter(n -> ownKey(n).equals(key))
          .findFirst()
          .orElse("");
    } catch (TagException unreadable) {
      return "";
    }
  }

  private static byte[] item(String name, List<String> values) {
    if (values.isEmpty()) {
      return new byte[0];
    }
    if (name.equals(TagFile.GENRE)) {
      return Mp4Box.of(GENRE, data(String.join(BETWEEN, values)));
    }
    ByteBuilder content = new ByteBuilder();
    content.bytes(Mp4Box.of("mean", new ByteBuilder().be32(0).utf8(ISSUER).toArray()));
    content.bytes(Mp4Box.of("name", new ByteBuilder().be32(0).utf8(name).toArray()));
    values.forEach(value -> content.bytes(data(value)));
    return Mp4Box.of(FREE_FORM, content.toArray());
  }

  private static byte[] data(String value) {
    return Mp4Box.of("data", new ByteBuilder().be32(UTF_8_TEXT).be32(0).utf8(value).toArray());
  }
}
