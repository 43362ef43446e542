package io.musicreclass.tags;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * WAV and AIFF: an ID3v2 tag in a chunk, which is appended if missing. In WAV, an existing genre in
 * {@code LIST/INFO} is changed, too.
 */
final class ChunkFile implements TagFile.Format {
  private static final int HEAD = 8;
  private static final long LARGEST = 0xFFFFFFFFL;
  private static final String BETWEEN = "; ";

  private final boolean wav;

  /** A chunk: its start, the length of its content without padding, and its end with padding. */
  private record Chunk(String id, long at, long length, long end) {
    long body() {
      return at + HEAD;
    }
  }

  ChunkFile(boolean wav) {
    this.wav = wav;
  }

  private long u32(FileBytes file, long at) throws IOException {
    ByteCursor in = file.cursor(at, 4);
    return wav ? in.le32() : in.be32();
  }

  private ByteBuilder u32(ByteBuilder out, long value) {
    return wav ? out.le32(value) : out.be32(value);
  }

  /** The position where the chunks end. */
  private long end(FileBytes file) throws IOException {
    return HEAD + u32(file, 4);
  }

  private List<Chunk> chunks(FileBytes file, long from, long to) throws IOException {
    if (to > file.size()) {
      throw new TagException("it is truncated: its header states " + to + " bytes");
    }
    List<Chunk> chunks = new ArrayList<>();
    for (long at = from; at < to; ) {
      String id = ByteCursor.latin1(file.read(at, 4));
      long length = u32(file, at + 4);
      long end = at + HEAD + length;
      if (end > to) {
        throw new TagException("its chunk at byte " + at + " is longer than the file");
      }
      at = end + (length & 1);
      chunks.add(new Chunk(id, end - length - HEAD, length, at));
    }
    return chunks;
  }

  private static boolean isId3(Chunk chunk) {
    return chunk.id().toLowerCase(Locale.ROOT).equals("id3 ");
  }

  private static boolean isInfo(FileBytes file, Chunk chunk) throws IOException {
    return chunk.id().equals("LIST") && chunk.length() >= 4 && file.has(chunk.body(), "INFO");
  }

  private List<Chunk> infos(FileBytes file, Chunk list) throws IOException {
    return chunks(file, list.body() + 4, list.body() + list.length());
  }

  @Override
  public Tags read(FileBytes file) throws IOException {
    Tags tags = new Tags();
    for (Chunk chunk : chunks(file, 12, end(file))) {
      if (isId3(chunk)) {
        Id3v2.parse(file.read(chunk.body(), chunk.length())).read(tags);
      } else if (wav && isInfo(file, chunk)) {
        tags.singleValues();
        for (Chunk info : infos(file, chunk)) {
          tags.add("INFO:" + info.id(), text(file.read(info.body(), info.length())));
        }
      }
    }
    return tags;
  }

  private static String text(byte[] bytes) {
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == 0) {
      length--;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, 0, length, ISO_8859_1);
    }
  }

  @Override
  public FilePatch change(FileBytes file, TagChanges changes) throws IOException {
    List<Chunk> chunks = chunks(file, 12, end(file));
    List<Chunk> tags = chunks.stream().filter(ChunkFile::isId3).toList();
    if (chunks.isEmpty() || tags.size() > 1) {
      throw new TagException("it has " + tags.size() + " ID3v2 tags in its chunks");
    }
    FilePatch patch = new FilePatch();
    for (Chunk chunk : chunks) {
      if (wav && changes.hasGenre() && isInfo(file, chunk)) {
        changeInfo(file, chunk, changes, patch);
      }
    }
    if (tags.isEmpty()) {
      byte[] tag = Id3v2.create().with(changes, false);
      boolean unpadded = chunks.get(chunks.size() - 1).end() > end(file);
      ByteBuilder added = new ByteBuilder().zeros(unpadded ? 1 : 0);
      patch.insert(end(file), added.bytes(chunk(wav ? "id3 " : "ID3 ", tag)).toArray());
    } else {
      changeTag(file, tags.get(0), changes, patch);
    }
    long size = end(file) - HEAD + patch.growth();
    if (size > LARGEST) {
      throw new TagException("it would become larger than its format allows");
    }
    patch.replace(4, 4, u32(new ByteBuilder(), size).toArray());
    return patch;
  }

  private byte[] chunk(String id, byte[] body) {
    ByteBuilder chunk = u32(new ByteBuilder().latin1(id), body.length).bytes(body);
    return chunk.zeros(body.length & 1).toArray();
  }

  private void changeTag(FileBytes file, Chunk chunk, TagChanges changes, FilePatch patch)
      throws IOException {
    byte[] body = file.read(chunk.body(), chunk.length());
    Id3v2 tag = Id3v2.parse(body);
    ByteBuilder now = new ByteBuilder().bytes(tag.with(changes, false));
    now.bytes(body, tag.length(), body.length);
    long there = Math.min(chunk.end(), end(file)) - chunk.at();
    patch.replace(chunk.at(), there, chunk(chunk.id(), now.toArray()));
  }

  private void changeInfo(FileBytes file, Chunk list, TagChanges changes, FilePatch patch)
      throws IOException {
    long before = patch.growth();
    String genre = String.join(BETWEEN, changes.genres());
    byte[] text = new ByteBuilder().utf8(genre).u8(0).toArray();
    for (Chunk info : infos(file, list)) {
      if (info.id().equals("IGNR")) {
        long there = Math.min(info.end(), list.body() + list.length()) - info.at();
        patch.replace(info.at(), there, chunk("IGNR", text));
      }
    }
    long growth = patch.growth() - before;
    if ((growth & 1) != 0) {
      throw new TagException("its LIST chunk has an odd length");
    }
    patch.replace(list.at() + 4, 4, u32(new ByteBuilder(), list.length() + growth).toArray());
  }

  @Override
  public TagInventory list(FileBytes file, TagChanges changes) throws IOException {
    TagInventory list = new TagInventory();
    long end = end(file);
    list.add("its head", ByteCursor.latin1(file.read(0, 4)) + ByteCursor.latin1(file.read(8, 4)));
    long at = 12;
    while (at < end) {
      String id = ByteCursor.latin1(file.read(at, 4));
      long length = u32(file, at + 4);
      listChunk(file, id, at + HEAD, length, list, changes);
      at += HEAD + length;
      if ((length & 1) != 0 && at < end) {
        if (!id.equalsIgnoreCase("id3 ")) {
          list.addHolder("the padding of its chunk " + id, file.hash(at, 1));
        }
        at++;
      }
    }
    list.add("the bytes after its chunks", file.hash(end, file.size() - end));
    return list;
  }

  private void listChunk(
      FileBytes file, String id, long body, long length, TagInventory list, TagChanges changes)
      throws IOException {
    String what = "its chunk " + id;
    if (id.equalsIgnoreCase("id3 ")) {
      list.addHolder(what, id);
      new Id3Inventory(list, changes).add(file.read(body, length));
    } else if (wav && id.equals("LIST") && file.has(body, "INFO")) {
      list.add(what, "INFO");
      listInfo(file.read(body + 4, length - 4), list, changes);
    } else {
      list.add(what, id + " " + file.hash(body, length));
    }
  }

  private static void listInfo(byte[] infos, TagInventory list, TagChanges changes)
      throws TagException {
    ByteCursor in = new ByteCursor(infos);
    while (in.left() > 0) {
      String id = in.latin1(4);
      byte[] text = in.take(in.le32());
      boolean padded = (text.length & 1) != 0 && in.left() > 0;
      byte[] padding = in.take(padded ? 1 : 0);
      if (!id.equals("IGNR") || !changes.hasGenre()) {
        list.add("its text " + id, Arrays.toString(text) + Arrays.toString(padding));
      }
    }
  }
}
