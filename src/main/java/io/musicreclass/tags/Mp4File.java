package io.musicreclass.tags;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** MP4 as iTunes writes it: the items in {@code moov.udta.meta.ilst}. */
final class Mp4File implements TagFile.Format {
  /** Boxes with file offsets that this class cannot adjust. */
  private static final Set<String> FIXED =
      Set.of("moof", "mvex", "mfra", "sidx", "ssix", "saio", "iloc");

  private static final Set<String> HOLDERS = Set.of("moov", "trak", "mdia", "minf", "stbl", "dinf");

  /** The boxes around the items, outermost first; inner ones may be missing. */
  private record Way(List<Mp4Box> boxes) {
    Mp4Box innermost() {
      return boxes.get(boxes.size() - 1);
    }

    boolean isWhole() {
      return boxes.size() == 4;
    }
  }

  private static Way way(FileBytes file) throws IOException {
    List<Mp4Box> top = Mp4Box.all(file, 0, file.size());
    List<Mp4Box> moov = top.stream().filter(b -> b.type().equals("moov")).toList();
    if (moov.size() != 1) {
      throw new TagException("it has " + moov.size() + " MP4 boxes moov");
    }
    Way best = new Way(List.of(moov.get(0)));
    for (Mp4Box udta : moov.get(0).children(file)) {
      if (udta.type().equals("udta")) {
        Way way = way(file, moov.get(0), udta);
        best = way.boxes().size() > best.boxes().size() ? way : best;
      }
    }
    return best;
  }

  private static Way way(FileBytes file, Mp4Box moov, Mp4Box udta) throws IOException {
    Optional<Mp4Box> meta = Mp4Box.first(udta.children(file), "meta");
    if (meta.isEmpty()) {
      return new Way(List.of(moov, udta));
    }
    List<Mp4Box> parts = metaChildren(file, meta.get());
    Optional<Mp4Box> handler = Mp4Box.first(parts, "hdlr");
    if (handler.isEmpty() || !file.has(handler.get().body() + 8, "mdir")) {
      throw new TagException("its MP4 box meta is not in iTunes format");
    }
    Optional<Mp4Box> items = Mp4Box.first(parts, "ilst");
    return items.isEmpty()
        ? new Way(List.of(moov, udta, meta.get()))
        : new Way(List.of(moov, udta, meta.get(), items.get()));
  }

  /** In QuickTime, the box has no version field. */
  private static List<Mp4Box> metaChildren(FileBytes file, Mp4Box meta) throws IOException {
    boolean bare = file.has(meta.body() + 4, "hdlr");
    return Mp4Box.all(file, meta.body() + (bare ? 0 : 4), meta.end());
  }

  @Override
  public Tags read(FileBytes file) throws IOException {
    Tags tags = new Tags();
    Way way = way(file);
    if (way.isWhole()) {
      new Mp4Items(file, way.innermost().children(file)).read(tags);
    }
    return tags;
  }

  @Override
  public FilePatch change(FileBytes file, TagChanges changes) throws IOException {
    List<Mp4Box> top = Mp4Box.all(file, 0, file.size());
    demandMovable(file, top);
    Way way = way(file);
    Mp4Box inner = way.innermost();
    List<Mp4Box> items = way.isWhole() ? inner.children(file) : List.of();
    byte[] now = new Mp4Items(file, items).with(changes);
    FilePatch patch = new FilePatch();
    if (way.isWhole()) {
      patch.replace(inner.body(), inner.end() - inner.body(), now);
    } else {
      patch.insert(lastChildEnd(file, inner), wrapped(now, way.boxes().size()));
    }
    fit(file, top, way, patch);
    return patch;
  }

  /** The end of the last child, before the zero bytes at the end in QuickTime. */
  private static long lastChildEnd(FileBytes file, Mp4Box box) throws IOException {
    List<Mp4Box> children =
        box.type().equals("meta") ? metaChildren(file, box) : box.children(file);
    return children.isEmpty() ? box.body() : children.get(children.size() - 1).end();
  }

  private static byte[] wrapped(byte[] items, int depth) {
    byte[] box = Mp4Box.of("ilst", items);
    if (depth < 3) {
      ByteBuilder handler = new ByteBuilder().be64(0).latin1("mdirappl").zeros(9);
      ByteBuilder meta =
          new ByteBuilder().be32(0).bytes(Mp4Box.of("hdlr", handler.toArray())).bytes(box);
      box = Mp4Box.of("meta", meta.toArray());
    }
    return depth < 2 ? Mp4Box.of("udta", box) : box;
  }

  /** Takes the growth from a free box after one of these boxes, or moves the rest of the file. */
  private static void fit(FileBytes file, List<Mp4Box> top, Way way, FilePatch patch)
      throws IOException {
    long growth = patch.growth();
    if (growth == 0) {
      return;
    }
    for (int i = way.boxes().size() - 1; i >= 0; i--) {
      Mp4Box box = way.boxes().get(i);
      box.resize(file, growth, patch);
      List<Mp4Box> beside = i == 0 ? top : siblings(file, way.boxes().get(i - 1));
      Optional<Mp4Box> free = beside.stream().filter(b -> b.at() == box.end()).findFirst();
      if (free.isPresent() && absorb(file, free.get(), growth, patch)) {
        return;
      }
    }
    for (Mp4Box table : Mp4Offsets.tables(file, way.boxes().get(0))) {
      Mp4Offsets.move(file, table, way.innermost().end(), growth, patch);
    }
  }

  private static List<Mp4Box> siblings(FileBytes file, Mp4Box parent) throws IOException {
    return parent.type().equals("meta") ? metaChildren(file, parent) : parent.children(file);
  }

  private static boolean absorb(FileBytes file, Mp4Box free, long growth, FilePatch patch)
      throws IOException {
    long content = free.end() - free.body();
    boolean isFree = free.type().equals("free") || free.type().equals("skip");
    if (!isFree || content < growth || free.body() - free.at() != 8) {
      return false;
    }
    free.resize(file, -growth, patch);
    if (growth > 0) {
      patch.replace(free.end() - growth, growth, new byte[0]);
    } else {
      patch.insert(free.end(), new byte[(int) -growth]);
    }
    return true;
  }

  private static void demandMovable(FileBytes file, List<Mp4Box> boxes) throws IOException {
    for (Mp4Box box : boxes) {
      if (FIXED.contains(box.type())) {
        throw new TagException("it is a fragmented or protected MP4 file (box " + box.type() + ")");
      }
      if (HOLDERS.contains(box.type())) {
        demandMovable(file, box.children(file));
      } else if (box.type().equals("meta")) {
        demandMovable(file, metaChildren(file, box));
      }
    }
  }

  @Override
  public TagInventory list(FileBytes file, TagChanges changes) throws IOException {
    return new Mp4Inventory(file, changes).list();
  }
}
