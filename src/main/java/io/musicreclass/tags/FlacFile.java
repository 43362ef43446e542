package io.musicreclass.tags;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * FLAC: its Vorbis comment block. An ID3v2 tag at the start, which does not belong there, is kept.
 */
final class FlacFile implements TagFile.Format {
  private static final int COMMENT = 4;
  private static final int PADDING = 1;
  private static final int LAST = 0x80;
  private static final int LARGEST = (1 << 24) - 1;

  /**
   * A metadata block: position of its header, type, whether it is the last, length of its content.
   */
  private record Block(long at, int type, boolean last, int length) {
    long body() {
      return at + 4;
    }

    long end() {
      return body() + length;
    }
  }

  private static List<Block> blocks(FileBytes file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    long at = Id3Layout.sizeAt(file, 0) + 4;
    boolean last = false;
    while (!last) {
      ByteCursor head = file.cursor(at, 4);
      int type = head.u8();
      last = (type & LAST) != 0;
      Block block = new Block(at, type & 127, last, head.be24());
      blocks.add(block);
      at = block.end();
    }
    ByteCursor frame = file.cursor(at, 2);
    if (blocks.get(0).type() != 0 || (frame.be16() & 0xFFFC) != 0xFFF8) {
      throw new TagException("its FLAC blocks are damaged");
    }
    return blocks;
  }

  @Override
  public Tags read(FileBytes file) throws IOException {
    Tags tags = new Tags();
    for (Block block : blocks(file)) {
      if (block.type() == COMMENT) {
        VorbisComment.parse(file.read(block.body(), block.length())).read(tags);
        return tags; // players read the first such block only
      }
    }
    return tags;
  }

  @Override
  public FilePatch change(FileBytes file, TagChanges changes) throws IOException {
    FilePatch patch = new FilePatch();
    List<Block> blocks = blocks(file);
    if (blocks.stream().filter(b -> b.type() == COMMENT).count() > 1) {
      throw new TagException("it has two blocks of comments");
    }
    long grown = 0;
    for (Block block : blocks) {
      if (block.type() == COMMENT) {
        byte[] body = VorbisComment.parse(file.read(block.body(), block.length())).with(changes);
        patch.replace(block.at(), 4L + block.length(), block(COMMENT, block.last(), body));
        grown = (long) body.length - block.length();
      }
    }
    if (blocks.stream().noneMatch(b -> b.type() == COMMENT)) {
      Block info = blocks.get(0);
      byte[] body = VorbisComment.create().with(changes);
      if (info.last()) {
        patch.replace(info.at(), 1, new byte[] {0});
      }
      patch.insert(info.end(), block(COMMENT, info.last(), body));
      grown = body.length + 4L;
    }
    takeFromPadding(file, blocks, grown, patch);
    return patch;
  }

  private static byte[] block(int type, boolean last, byte[] body) throws IOException {
    if (body.length > LARGEST) {
      throw new TagException("its comments would become too large");
    }
    return new ByteBuilder().u8(type | (last ? LAST : 0)).be24(body.length).bytes(body).toArray();
  }

  /**
   * Takes the growth from a padding block, if one is large enough, so that the audio stays in
   * place.
   */
  private static void takeFromPadding(
      FileBytes file, List<Block> blocks, long grown, FilePatch patch) throws IOException {
    for (Block block : blocks) {
      long length = block.length() - grown;
      if (block.type() == PADDING && grown != 0 && length >= 0 && length <= LARGEST) {
        for (byte b : file.read(block.body(), block.length())) {
          if (b != 0) {
            return; // not a real padding block
          }
        }
        patch.replace(
            block.at(), 4L + block.length(), block(PADDING, block.last(), new byte[(int) length]));
        return;
      }
    }
  }

  @Override
  public TagInventory list(FileBytes file, TagChanges changes) throws IOException {
    TagInventory list = new TagInventory();
    long at = 0;
    if (file.has(0, "ID3")) {
      ByteCursor head = file.cursor(6, 4);
      at = 10L + head.synchsafe() + ((file.read(5, 1)[0] & 0x10) != 0 ? 10 : 0);
      list.add("its ID3v2 tag", file.hash(0, at));
    }
    list.add("its head", file.read(at, 4));
    at += 4;
    int head;
    do {
      ByteCursor in = file.cursor(at, 4);
      head = in.u8();
      int length = in.be24();
      listBlock(file, at + 4, length, head & 127, list, changes);
      at += 4L + length;
    } while (head < LAST);
    list.add("its audio", file.hash(at, file.size() - at));
    return list;
  }

  private static void listBlock(
      FileBytes file, long at, int length, int type, TagInventory list, TagChanges changes)
      throws IOException {
    if (type == COMMENT) {
      list.addHolder("its comments", "");
      VorbisComment.list(file.read(at, length), list, changes);
    } else if (type == PADDING) {
      for (byte b : file.read(at, length)) {
        if (b != 0) {
          list.add("its padding", file.hash(at, length));
          return;
        }
      }
      list.add("its padding", "");
    } else {
      list.add("its FLAC block of type " + type, file.hash(at, length));
    }
  }
}
