package io.musicreclass.tags;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A box of an MP4 file.
 *
 * @param at position where it starts
 * @param body position of its content
 * @param end position of the next box
 */
record Mp4Box(String type, long at, long body, long end) {
  private static final int WIDE_HEAD = 16;

  /** The boxes in a range, which may end with up to seven zero bytes. */
  static List<Mp4Box> all(FileBytes file, long from, long to) throws IOException {
    List<Mp4Box> boxes = new ArrayList<>();
    long at = from;
    while (to - at >= 8) {
      ByteCursor in = file.cursor(at, 8);
      long size = in.be32();
      String type = in.latin1(4);
      long head = 8;
      if (size == 1) {
        size = file.cursor(at + 8, 8).be64();
        head = WIDE_HEAD;
      } else if (size == 0 && to == file.size()) {
        size = to - at;
      }
      if (size < head || size > to - at) {
        throw new TagException("its MP4 box at byte " + at + " is damaged");
      }
      boxes.add(new Mp4Box(type, at, at + head, at + size));
      at += size;
    }
    for (byte b : file.read(at, to - at)) {
      if (b != 0) {
        throw new TagException("its MP4 boxes are damaged at byte " + at);
      }
    }
    return boxes;
  }

  List<Mp4Box> children(FileBytes file) throws IOException {
    return all(file, body, end);
  }

  /** The first box of a type. */
  static Optional<Mp4Box> first(List<Mp4Box> boxes, String type) {
    return boxes.stream().filter(b -> b.type.equals(type)).findFirst();
  }

  byte[] content(FileBytes file) throws IOException {
    return file.read(body, end - body);
  }

  /** Changes the size in its header. */
  void resize(FileBytes file, long by, FilePatch patch) throws IOException {
    long size = end - at + by;
    if (body - at == WIDE_HEAD) {
      patch.replace(at + 8, 8, new ByteBuilder().be64(size).toArray());
    } else if (file.cursor(at, 4).be32() != 0) {
      if (size >= 1L << 32) {
        throw new TagException("its MP4 box " + type + " would become too large");
      }
      patch.replace(at, 4, new ByteBuilder().be32(size).toArray());
    }
  }

  /** The bytes of a new box. */
  static byte[] of(String type, byte[] content) {
    return new ByteBuilder().be32(8L + content.length).latin1(type).bytes(content).toArray();
  }
}
