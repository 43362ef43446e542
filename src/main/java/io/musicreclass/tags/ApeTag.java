package io.musicreclass.tags;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An APEv2 tag at the end of a file, which may be followed by an ID3v1 tag. */
final class ApeTag {
  private static final String MAGIC = "APETAGEX";
  private static final int HEAD = 32;
  private static final int ID3V1 = 128;
  private static final long HAS_HEADER = 0x80000000L;
  private static final long IS_HEADER = 0x20000000L;

  /** The flag bits for the type of an item; text is 0. */
  private static final long KIND = 6;

  /** An item: its name, its range in the bytes of all items, and its text. */
  private record Item(String key, int from, int to, List<String> values) {}

  private final long at;
  private final long length;
  private final long flags;
  private final byte[] body;
  private final List<Item> items;

  private ApeTag(long at, long length, long flags, byte[] body, List<Item> items) {
    this.at = at;
    this.length = length;
    this.flags = flags;
    this.body = body;
    this.items = items;
  }

  /** The tag of a file; an empty one of length 0 if there is none. */
  static ApeTag of(FileBytes file) throws IOException {
    long end = file.size();
    if (file.has(end - ID3V1, "TAG")) {
      end -= ID3V1;
    }
    if (!file.has(end - HEAD, MAGIC)) {
      return new ApeTag(end, 0, HAS_HEADER, new byte[0], List.of());
    }
    ByteCursor foot = file.cursor(end - HEAD, HEAD);
    foot.skip(MAGIC.length());
    long version = foot.le32();
    long size = foot.le32();
    long count = foot.le32();
    long flags = foot.le32();
    long head = (flags & HAS_HEADER) != 0 ? HEAD : 0;
    long at = end - size - head;
    if (version != 2000 || (flags & IS_HEADER) != 0 || size < HEAD || at < 0) {
      throw new TagException("its APE tag is damaged, or of version 1");
    }
    if (head > 0 && !file.has(at, MAGIC)) {
      throw new TagException("its APE tag is damaged");
    }
    byte[] body = file.read(at + head, size - HEAD);
    ByteCursor in = new ByteCursor(body);
    List<Item> items = new ArrayList<>();
    while (in.left() > 0) {
      items.add(item(in));
    }
    if (items.size() != count) {
      throw new TagException("its APE tag is damaged: the number of items is wrong");
    }
    return new ApeTag(at, head + size, flags, body, items);
  }

  private static Item item(ByteCursor in) throws TagException {
    int from = in.position();
    long size = in.le32();
    boolean text = (in.le32() & KIND) == 0;
    ByteBuilder key = new ByteBuilder();
    for (int b = in.u8(); b != 0; b = in.u8()) {
      key.u8(b);
    }
    String value = ByteCursor.utf8(in.take(size));
    List<String> values = text ? List.of(value.split("\0")) : List.of();
    return new Item(ByteCursor.latin1(key.toArray()), from, in.position(), values);
  }

  /** The position where the tag starts, or would start. */
  long at() {
    return at;
  }

  void read(Tags tags) {
    items.forEach(item -> tags.addAll(item.key().toUpperCase(Locale.ROOT), item.values()));
  }

  /** Writes changed values; all other items keep their bytes and order. */
  void change(TagChanges changes, FilePatch patch) {
    ByteBuilder now = new ByteBuilder();
    int count = 0;
    Set<String> missing = new LinkedHashSet<>(changes.names());
    for (Item item : items) {
      String name = item.key().toUpperCase(Locale.ROOT);
      if (!changes.has(name)) {
        now.bytes(body, item.from(), item.to());
        count++;
      } else if (missing.remove(name)) {
        count += add(now, item.key(), changes.values(name));
      }
    }
    for (String name : missing) {
      count += add(now, name.equals(TagFile.GENRE) ? "Genre" : name, changes.values(name));
    }
    long size = now.size() + (long) HEAD;
    ByteBuilder out = new ByteBuilder();
    if ((flags & HAS_HEADER) != 0) {
      out.bytes(end(size, count, flags | IS_HEADER));
    }
    out.bytes(now.toArray()).bytes(end(size, count, flags));
    patch.replace(at, length, out.toArray());
  }

  /** Adds an item if it has values; returns the number of items added. */
  private static int add(ByteBuilder items, String key, List<String> values) {
    if (values.isEmpty()) {
      return 0;
    }
    byte[] value = String.join("\0", values).getBytes(UTF_8);
    items.le32(value.length).le32(0).latin1(key).u8(0).bytes(value);
    return 1;
  }

  private static byte[] end(long size, int count, long flags) {
    ByteBuilder end = new ByteBuilder().latin1(MAGIC).le32(2000).le32(size).le32(count);
    return end.le32(flags).le64(0).toArray();
  }
}
