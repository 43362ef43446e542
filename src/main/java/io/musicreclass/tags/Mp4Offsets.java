package io.musicreclass.tags;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The tables of media data offsets in an MP4 file: {@code stco} and {@code co64}. */
final class Mp4Offsets {
  private Mp4Offsets() {}

  /** All tables in a {@code moov} box. */
  static List<Mp4Box> tables(FileBytes file, Mp4Box moov) throws IOException {
    List<Mp4Box> tables = new ArrayList<>();
    for (Mp4Box track : moov.children(file)) {
      if (track.type().equals("trak")) {
        for (Mp4Box mdia : only(track.children(file), "mdia")) {
          for (Mp4Box minf : only(mdia.children(file), "minf")) {
            demandOwnMedia(file, minf);
            for (Mp4Box stbl : only(minf.children(file), "stbl")) {
              tables.addAll(only(stbl.children(file), "stco"));
              tables.addAll(only(stbl.children(file), "co64"));
            }
          }
        }
      }
    }
    return tables;
  }

  private static List<Mp4Box> only(List<Mp4Box> boxes, String type) {
    return boxes.stream().filter(b -> b.type().equals(type)).toList();
  }

  /** Fails if media data is in another file, whose offsets must not be changed. */
  private static void demandOwnMedia(FileBytes file, Mp4Box minf) throws IOException {
    for (Mp4Box dinf : only(minf.children(file), "dinf")) {
      for (Mp4Box dref : only(dinf.children(file), "dref")) {
        for (Mp4Box entry : Mp4Box.all(file, dref.body() + 8, dref.end())) {
          if ((file.cursor(entry.body(), 4).be32() & 1) == 0) {
            throw new TagException("its audio is in another file");
          }
        }
      }
    }
  }

  /** Adds to all offsets from a position on. */
  static void move(FileBytes file, Mp4Box table, long from, long by, FilePatch patch)
      throws IOException {
    boolean wide = table.type().equals("co64");
    ByteCursor in = new ByteCursor(table.content(file));
    in.skip(4);
    long count = in.be32();
    if (count * (wide ? 8 : 4) > in.left()) {
      throw new TagException("its MP4 box " + table.type() + " is damaged");
    }
    ByteBuilder out = new ByteBuilder();
    for (long i = 0; i < count; i++) {
      long place = wide ? in.be64() : in.be32();
      long moved = place >= from ? place + by : place;
      if (!wide && moved >= 1L << 32) {
        throw new TagException("its audio would be beyond the range of its 32-bit offsets");
      }
      if (wide) {
        out.be64(moved);
      } else {
        out.be32(moved);
      }
    }
    patch.replace(table.body() + 8, out.size(), out.toArray());
  }
}
