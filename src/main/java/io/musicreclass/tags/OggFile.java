package io.musicreclass.tags;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Ogg with one stream of Vorbis or Opus. The comment pages are rewritten; if their number changes,
 * the audio pages get new sequence numbers and checksums, and nothing else.
 */
final class OggFile implements TagFile.Format {
  /**
   * The headers of a stream.
   *
   * @param first the page with the identification header
   * @param end position where the audio starts
   * @param pages number of pages in between
   * @param packets their packets, comments first
   */
  private record Head(OggPage first, long end, int pages, List<byte[]> packets, boolean opus) {
    int prefix() throws TagException {
      String magic = opus ? "OpusTags" : "\u0003vorbis";
      if (!ByteCursor.latin1(packets.get(0)).startsWith(magic)) {
        throw new TagException("its Ogg comments are damaged");
      }
      return magic.length();
    }

    VorbisComment comments() throws TagException {
      byte[] packet = packets.get(0);
      return VorbisComment.parse(Arrays.copyOfRange(packet, prefix(), packet.length));
    }
  }

  private static boolean isOpus(FileBytes file, OggPage first) throws IOException {
    boolean opus = file.has(first.body(), "OpusHead");
    if (!opus && !file.has(first.body(), "\u0001vorbis")) {
      throw new TagException("it is Ogg with neither Vorbis nor Opus");
    }
    return opus;
  }

  private static Head head(FileBytes file) throws IOException {
    OggPage first = OggPage.at(file, 0);
    boolean opus = isOpus(file, first);
    List<byte[]> packets = new ArrayList<>();
    ByteBuilder packet = new ByteBuilder();
    boolean open = false;
    int pages = 0;
    long at = first.end();
    while (packets.size() < (opus ? 1 : 2)) {
      OggPage page = OggPage.at(file, at);
      if (page.serial() != first.serial()
          || page.has(OggPage.FIRST)
          || page.has(OggPage.LAST)
          || page.has(OggPage.CONTINUED) != open) {
        throw new TagException("its Ogg headers belong to several streams, or are damaged");
      }
      ByteCursor body = file.cursor(page.body(), page.bodyLength());
      for (int i = 0; i < page.segments(); i++) {
        packet.bytes(body.take(page.segment(i)));
        open = page.segment(i) == 255;
        if (!open) {
          packets.add(packet.take());
        }
      }
      pages++;
      at = page.end();
    }
    if (packets.size() > (opus ? 1 : 2) || open) {
      throw new TagException("its Ogg headers share a page with the audio");
    }
    return new Head(first, at, pages, packets, opus);
  }

  @Override
  public Tags read(FileBytes file) throws IOException {
    Tags tags = new Tags();
    head(file).comments().read(tags);
    return tags;
  }

  @Override
  public FilePatch change(FileBytes file, TagChanges changes) throws IOException {
    Head head = head(file);
    byte[] old = head.packets().get(0);
    ByteBuilder packet = new ByteBuilder().bytes(old, 0, head.prefix());
    List<byte[]> packets = new ArrayList<>(head.packets());
    packets.set(0, packet.bytes(head.comments().with(changes)).toArray());
    List<byte[]> pages = OggPage.of(packets, head.first().serial());
    ByteBuilder all = new ByteBuilder();
    pages.forEach(all::bytes);
    FilePatch patch = new FilePatch();
    patch.replace(head.first().end(), head.end() - head.first().end(), all.toArray());
    renumber(file, head, pages.size() - head.pages(), patch);
    return patch;
  }

  private static void renumber(FileBytes file, Head head, int by, FilePatch patch)
      throws IOException {
    long at = 0;
    boolean last = false;
    while (at < file.size()) {
      OggPage page = OggPage.at(file, at);
      if (last || page.serial() != head.first().serial() || (page.has(OggPage.FIRST) && at > 0)) {
        throw new TagException("it contains several Ogg streams");
      }
      if (!page.isSound(file)) {
        throw new TagException("its Ogg page at byte " + at + " is damaged");
      }
      if (at >= head.end() && by != 0) {
        patch.replace(page.numberAt(), 8, page.renumbered(file, page.number() + by));
      }
      last = page.has(OggPage.LAST);
      at = page.end();
    }
  }

  @Override
  public TagInventory list(FileBytes file, TagChanges changes) throws IOException {
    TagInventory list = new TagInventory();
    OggPage first = OggPage.at(file, 0);
    boolean opus = isOpus(file, first);
    list.add("its first Ogg page", file.hash(0, first.end()));
    ByteBuilder headers = new ByteBuilder();
    int missing = opus ? 1 : 2;
    long number = first.number();
    int index = 0;
    for (long at = first.end(); at < file.size(); index++) {
      OggPage page = OggPage.at(file, at);
      if (!page.isSound(file) || page.serial() != first.serial()) {
        list.add("a damaged Ogg page", Long.toString(at));
      }
      if (page.number() != number + 1) {
        list.add("a gap in the Ogg pages", index + " " + (page.number() - number));
      }
      number = page.number();
      if (missing > 0) {
        missing = collect(file, page, missing, headers, list, changes);
        index = missing == 0 ? 0 : index;
      } else {
        list.add("the Ogg page " + index + " of its audio", sound(file, page));
      }
      at = page.end();
    }
    return list;
  }

  /** Adds a page of header packets; returns how many packets are still missing. */
  private static int collect(
      FileBytes file,
      OggPage page,
      int wanted,
      ByteBuilder headers,
      TagInventory list,
      TagChanges changes)
      throws IOException {
    int missing = wanted;
    ByteCursor body = file.cursor(page.body(), page.bodyLength());
    for (int i = 0; i < page.segments(); i++) {
      headers.bytes(body.take(page.segment(i)));
      if (page.segment(i) < 255) {
        listHeader(headers.take(), list, changes);
        missing--;
      }
    }
    return missing;
  }

  private static void listHeader(byte[] packet, TagInventory list, TagChanges changes)
      throws TagException {
    String start = ByteCursor.latin1(Arrays.copyOf(packet, 8));
    int prefix = start.equals("OpusTags") ? 8 : start.startsWith("\u0003vorbis") ? 7 : 0;
    if (prefix > 0) {
      list.add("the head of its comments", start.substring(0, prefix));
      VorbisComment.list(Arrays.copyOfRange(packet, prefix, packet.length), list, changes);
    } else {
      list.add("an Ogg header", packet);
    }
  }

  private static String sound(FileBytes file, OggPage page) throws IOException {
    StringBuilder lengths = new StringBuilder();
    for (int i = 0; i < page.segments(); i++) {
      lengths.append((char) page.segment(i));
    }
    String body = file.hash(page.body(), page.bodyLength());
    return String.format(Locale.ROOT, "%d %d %s %s", page.flags(), page.granule(), lengths, body);
  }
}
