package io.musicreclass.tags;

import java.io.IOException;

/** Monkey's Audio and WavPack: an APEv2 tag at the end. */
final class ApeFile implements TagFile.Format {
  private static final String MAGIC = "APETAGEX";

  @Override
  public Tags read(FileBytes file) throws IOException {
    Tags tags = new Tags();
    ApeTag.of(file).read(tags);
    return tags;
  }

  @Override
  public FilePatch change(FileBytes file, TagChanges changes) throws IOException {
    ApeTag tag = ApeTag.of(file);
    long start = 0;
    for (long size = Id3Layout.sizeAt(file, 0); size > 0; size = Id3Layout.sizeAt(file, start)) {
      start += size;
    }
    long end = file.has(start, "wvpk") ? wavPackEnd(file, start) : monkeyEnd(file, start, tag);
    if (end != tag.at()) {
      throw new TagException("it has unknown data between its audio and its tags");
    }
    FilePatch patch = new FilePatch();
    tag.change(changes, patch);
    return patch;
  }

  private static long wavPackEnd(FileBytes file, long start) throws IOException {
    long at = start;
    while (file.has(at, "wvpk")) {
      at += 8 + file.cursor(at + 4, 4).le32();
    }
    return at;
  }

  /** The end of the audio; before version 3.98, no header states its length. */
  private static long monkeyEnd(FileBytes file, long start, ApeTag tag) throws IOException {
    ByteCursor in = file.cursor(start + 4, 36);
    if (in.le16() < 3980) {
      return tag.at();
    }
    in.skip(2);
    long end = start;
    for (int i = 0; i < 5; i++) {
      end += in.le32(); // two headers, seek table, WAV header, audio
    }
    return end + (in.le32() << 32) + in.le32();
  }

  @Override
  public TagInventory list(FileBytes file, TagChanges changes) throws IOException {
    TagInventory list = new TagInventory();
    long end = file.has(file.size() - 128, "TAG") ? file.size() - 128 : file.size();
    long tag = end;
    if (file.has(end - 32, MAGIC)) {
      ByteCursor foot = file.cursor(end - 20, 12);
      tag = end - foot.le32();
      foot.skip(4);
      boolean headed = foot.le32() >= 0x80000000L;
      tag -= headed ? 32 : 0;
    }
    list.add("its audio", file.hash(0, tag));
    if (tag < end) {
      listTag(file.cursor(tag, end - tag), list, changes);
    }
    list.add("its ID3v1 tag", file.hash(end, file.size() - end));
    return list;
  }

  private static void listTag(ByteCursor in, TagInventory list, TagChanges changes)
      throws TagException {
    byte[] whole = in.rest();
    ByteCursor items = new ByteCursor(whole);
    boolean headed = ByteCursor.latin1(whole).startsWith(MAGIC);
    if (headed) {
      listEnd(items, "the header of its APE tag", list);
    }
    int read = 0;
    while (items.left() > 32) {
      long size = items.le32();
      long flags = items.le32();
      StringBuilder key = new StringBuilder();
      for (int b = items.u8(); b != 0; b = items.u8()) {
        key.append((char) b);
      }
      byte[] value = items.take(size);
      read++;
      if (!changes.has(key.toString())) {
        list.add("the item " + key + " of its APE tag", key + " " + flags);
        list.add("the item " + key + " of its APE tag", value);
      }
    }
    long count = listEnd(items, "the footer of its APE tag", list);
    if (count != read) {
      throw new TagException("the footer of its APE tag is wrong");
    }
  }

  private static long listEnd(ByteCursor in, String what, TagInventory list) throws TagException {
    String magic = in.latin1(8);
    long version = in.le32();
    in.skip(4); // its size
    long count = in.le32();
    list.addHolder(what, magic + version + " " + in.le32() + " " + in.le64());
    return count;
  }
}
