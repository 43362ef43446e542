package io.musicreclass.tags;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Windows Media Audio: the descriptors of the header's extended content description. */
final class AsfFile implements TagFile.Format {
  static final String HEADER = "0&\u00b2u\u008ef\u00cf\u0011\u00a6\u00d9\u0000\u00aa\u0000b\u00cel";
  private static final String DESCRIPTION =
      "@\u00a4\u00d0\u00d2\u0007\u00e3\u00d2\u0011\u0097\u00f0\u0000\u00a0\u00c9^\u00a8P";
  private static final String PROPERTIES =
      "\u00a1\u00dc\u00ab\u008cG\u00a9\u00cf\u0011\u008e\u00e4\u0000\u00c0\u000c Se";
  private static final String EXTENSION =
      "\u00b5\u0003\u00bf_.\u00a9\u00cf\u0011\u008e\u00e3\u0000\u00c0\u000c Se";

  static final String MOOD = "WM/Mood";

  private static final String GENRE = "WM/Genre";
  private static final int HEAD = 24;
  private static final int TOP_HEAD = 30;
  private static final int LONGEST = 0xFFFF;

  /** An object in the header. */
  private record Part(String id, long at, long end) {}

  /** A descriptor: name, type, range in the bytes of all descriptors, and start of its value. */
  private record Descriptor(String name, int type, int from, int value, int to) {}

  private static List<Part> parts(FileBytes file) throws IOException {
    ByteCursor top = file.cursor(16, 12);
    long end = top.le64();
    long count = top.le32();
    List<Part> parts = new ArrayList<>();
    long at = TOP_HEAD;
    while (at < end) {
      ByteCursor head = file.cursor(at, HEAD);
      String id = head.latin1(16);
      long size = head.le64();
      if (size < HEAD || size > end - at) {
        throw new TagException("its ASF header is damaged at byte " + at);
      }
      parts.add(new Part(id, at, at + size));
      at += size;
    }
    if (parts.size() != count || end > file.size()) {
      throw new TagException("its ASF header is damaged");
    }
    return parts;
  }

  private static List<Part> descriptions(FileBytes file) throws IOException {
    List<Part> found = parts(file).stream().filter(p -> p.id().equals(DESCRIPTION)).toList();
    if (found.size() > 1) {
      throw new TagException("its ASF header has two content descriptions");
    }
    return found;
  }

  private static List<Descriptor> descriptors(byte[] content) throws TagException {
    ByteCursor in = new ByteCursor(content);
    List<Descriptor> descriptors = new ArrayList<>();
    for (int left = in.le16(); left > 0; left--) {
      int from = in.position();
      String name = text(in.take(in.le16()));
      int type = in.le16();
      int length = in.le16();
      int value = in.position();
      in.skip(length);
      descriptors.add(new Descriptor(name, type, from, value, in.position()));
    }
    if (in.left() > 0) {
      throw new TagException("its ASF content description is damaged");
    }
    return descriptors;
  }

  private static String text(byte[] bytes) {
    String text = new String(bytes, UTF_16LE);
    return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public Tags read(FileBytes file) throws IOException {
    Tags tags = new Tags();
    for (Part part : descriptions(file)) {
      byte[] content = file.read(part.at() + HEAD, part.end() - part.at() - HEAD);
      for (Descriptor d : descriptors(content)) {
        if (d.type() == 0) {
          ByteCursor in = new ByteCursor(content);
          in.skip(d.value());
          String value = text(in.take(d.to() - d.value()));
          tags.addAll(d.name(), d.name().equals(GENRE) ? Id3Genres.of(value) : List.of(value));
        }
      }
    }
    return tags;
  }

  @Override
  public FilePatch change(FileBytes file, TagChanges changes) throws IOException {
    FilePatch patch = new FilePatch();
    List<Part> there = descriptions(file);
    long headerEnd = file.cursor(16, 8).le64();
    if (there.isEmpty()) {
      byte[] object = object(with(new byte[] {0, 0}, changes));
      patch.insert(headerEnd, object);
      patch.replace(24, 4, new ByteBuilder().le32(parts(file).size() + 1L).toArray());
    } else {
      Part part = there.get(0);
      byte[] content = file.read(part.at() + HEAD, part.end() - part.at() - HEAD);
      patch.replace(part.at(), part.end() - part.at(), object(with(content, changes)));
    }
    long growth = patch.growth();
    patch.replace(16, 8, new ByteBuilder().le64(headerEnd + growth).toArray());
    for (Part part : parts(file)) {
      if (part.id().equals(PROPERTIES)) {
        long size = file.cursor(part.at() + 40, 8).le64() + growth;
        patch.replace(part.at() + 40, 8, new ByteBuilder().le64(size).toArray());
      }
      if (part.id().equals(EXTENSION)) {
        String extension = ByteCursor.latin1(file.read(part.at(), part.end() - part.at()));
        demandNone(extension, GENRE, changes.hasGenre());
        demandNone(extension, MOOD, changes.has(TagFile.MOOD));
      }
    }
    return patch;
  }

  /** Fails if a changed field is in the metadata library, which this class does not change. */
  private static void demandNone(String extension, String key, boolean changed)
      throws TagException {
    if (changed && extension.contains(ByteCursor.latin1(key.getBytes(UTF_16LE)))) {
      String what = key.equals(GENRE) ? "genre" : "mood";
      throw new TagException(
          "its " + what + " is in the ASF metadata library, which cannot be changed");
    }
  }

  private static String field(String key) {
    return key.equals(GENRE) ? TagFile.GENRE : key.equals(MOOD) ? TagFile.MOOD : key;
  }

  private static String key(String field) {
    return field.equals(TagFile.GENRE) ? GENRE : field.equals(TagFile.MOOD) ? MOOD : field;
  }

  private static byte[] object(byte[] content) {
    ByteBuilder object = new ByteBuilder().latin1(DESCRIPTION).le64(HEAD + (long) content.length);
    return object.bytes(content).toArray();
  }

  private static byte[] with(byte[] content, TagChanges changes) throws TagException {
    ByteBuilder out = new ByteBuilder();
    int count = 0;
    Set<String> missing = new LinkedHashSet<>(changes.names());
    for (Descriptor d : descriptors(content)) {
      String name = field(d.name());
      if (!changes.names().contains(name)) {
        out.bytes(content, d.from(), d.to());
        count++;
      } else if (missing.remove(name)) {
        count += add(out, name, changes.values(name));
      }
    }
    for (String name : missing) {
      count += add(out, name, changes.values(name));
    }
    if (count > LONGEST) {
      throw new TagException("it has too many tags");
    }
    return new ByteBuilder().le16(count).bytes(out.toArray()).toArray();
  }

  private static int add(ByteBuilder out, String name, List<String> values) throws TagException {
    byte[] key = (key(name) + "\0").getBytes(UTF_16LE);
    for (String value : values) {
      byte[] text = (value + "\0").getBytes(UTF_16LE);
      if (text.length > LONGEST) {
        throw new TagException("a text is too long for its format");
      }
      out.le16(key.length).bytes(key).le16(0).le16(text.length).bytes(text);
    }
    return values.size();
  }

  @Override
  public TagInventory list(FileBytes file, TagChanges changes) throws IOException {
    TagInventory list = new TagInventory();
    long end = file.cursor(16, 8).le64();
    list.add("its ASF header", file.hash(28, 2));
    long at = TOP_HEAD;
    while (at < end) {
      ByteCursor head = file.cursor(at, HEAD);
      String id = head.latin1(16);
      long size = head.le64();
      if (id.equals(DESCRIPTION)) {
        list.addHolder("its content description", "");
        listDescriptors(file.cursor(at + HEAD, size - HEAD), list, changes);
      } else if (id.equals(PROPERTIES)) {
        list.add("its properties", file.hash(at, 40));
        list.add("its properties", file.hash(at + 48, size - 48));
        list.add("its size", Long.toString(file.cursor(at + 40, 8).le64() - file.size()));
      } else {
        list.add("an object of its ASF header", file.hash(at, size));
      }
      at += Math.max(HEAD, size);
    }
    list.add("its audio", file.hash(end, file.size() - end));
    return list;
  }

  private static void listDescriptors(ByteCursor in, TagInventory list, TagChanges changes)
      throws TagException {
    for (int left = in.le16(); left > 0; left--) {
      String name = ByteCursor.latin1(in.take(in.le16())).replace("\0", "");
      int type = in.le16();
      byte[] value = in.take(in.le16());
      if (!changes.names().contains(field(name))) {
        list.add("its descriptor " + name, name + " " + type);
        list.add("its descriptor " + name, value);
      }
    }
  }
}
