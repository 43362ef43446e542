package io.musicreclass.tags;

import java.io.IOException;

/**
 * MPEG audio with an ID3v2 tag at the start. Tags at the end (ID3v1, APE, Lyrics3) are not changed;
 * their genre is read if ID3v2 has none.
 */
final class Mp3File implements TagFile.Format {
  /** How far into the file the first frame is searched. */
  private static final int SEARCH = 1 << 17;

  private static final int ID3V1 = 128;

  /** ID3v1's genre "Other", which encoders write if no genre is given. */
  private static final int OTHER = 12;

  @Override
  public Tags read(FileBytes file) throws IOException {
    Tags tags = new Tags();
    long at = 0;
    for (long size = Id3Layout.sizeAt(file, at); size > 0; size = Id3Layout.sizeAt(file, at)) {
      Tags next = new Tags();
      Id3v2.parse(file.read(at, size)).read(next);
      tags.addMissing(next);
      at += size;
    }
    if (tags.genres().isEmpty()) {
      readEnd(file, tags);
    }
    return tags;
  }

  private static void readEnd(FileBytes file, Tags tags) throws IOException {
    try {
      Tags ape = new Tags();
      ApeTag.of(file).read(ape);
      tags.addAll("GENRE", ape.genres());
    } catch (TagException unreadable) {
      // Never changed, even if unreadable.
    }
    long at = file.size() - ID3V1;
    if (file.has(at, "TAG")) {
      int number = file.read(at + ID3V1 - 1, 1)[0] & 255;
      if (number != OTHER) {
        Id3Genres.name(number).ifPresent(name -> tags.add("ID3v1:genre", name));
      }
    }
  }

  @Override
  public FilePatch change(FileBytes file, TagChanges changes) throws IOException {
    long size = Id3Layout.sizeAt(file, 0);
    Id3v2 tag = size > 0 ? Id3v2.parse(file.read(0, size)) : Id3v2.create();
    FilePatch patch = new FilePatch();
    patch.replace(0, size, tag.with(changes, true));
    return patch;
  }

  /** Whether something like an MPEG audio frame follows. */
  static boolean isAudio(FileBytes file, long from) throws IOException {
    byte[] bytes = file.read(from, Math.max(0, Math.min(SEARCH, file.size() - from)));
    for (int i = 0; i + 3 < bytes.length; i++) {
      boolean sync = bytes[i] == -1 && (bytes[i + 1] & 0xE0) == 0xE0;
      boolean version = (bytes[i + 1] & 0x18) != 0x08;
      boolean layer = (bytes[i + 1] & 0x06) != 0;
      boolean rates = (bytes[i + 2] & 0xF0) != 0xF0 && (bytes[i + 2] & 0x0C) != 0x0C;
      if (sync && version && layer && rates) {
        return true;
      }
    }
    return false;
  }

  @Override
  public TagInventory list(FileBytes file, TagChanges changes) throws IOException {
    TagInventory list = new TagInventory();
    long at = 0;
    boolean first = true;
    while (file.has(at, "ID3")) {
      ByteCursor head = file.cursor(at, 10);
      head.skip(5);
      int footer = (head.u8() & 0x10) != 0 ? 10 : 0;
      long size = 10L + head.synchsafe() + footer;
      if (first) {
        new Id3Inventory(list, changes).add(file.read(at, size));
      } else {
        list.add("its second ID3v2 tag", file.hash(at, size));
      }
      first = false;
      at += size;
    }
    list.add("its audio", file.hash(at, file.size() - at));
    return list;
  }
}
