package io.musicreclass.train.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/**
 * Writes HDF5 files as the Million Song Dataset has them (PyTables): groups as symbol tables, every
 * dataset in chunks that are shuffled and compressed by zlib, {@code songs} as tables of one row.
 */
public final class MsdFiles {
  private static final long NONE = -1;
  private static final int CHUNK_ROWS = 16;
  private static final int TEXT = 64;

  private final ByteBuffer file = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

  private MsdFiles() {}

  /** A field of a table. */
  private record Field(String name, int size, ByteBuffer value) {}

  /**
   * Writes a track.
   *
   * @param segments rows of 12 timbres, 12 pitches and a loudness
   */
  public static Path write(
      Path file,
      String artistId,
      String artist,
      String title,
      double loudness,
      double tempo,
      double[][] segments)
      throws IOException {
    MsdFiles out = new MsdFiles();
    Files.createDirectories(file.getParent());
    out.file.position(96);
    Map<String, Long> analysis = new TreeMap<>();
    analysis.put("songs", out.table(List.of(number("loudness", loudness), number("tempo", tempo))));
    analysis.put("segments_timbre", out.matrix(part(segments, 0, 12), 12));
    analysis.put("segments_pitches", out.matrix(part(segments, 12, 24), 12));
    analysis.put("segments_loudness_max", out.matrix(part(segments, 24, 25), 1));
    Map<String, Long> metadata = new TreeMap<>();
    metadata.put(
        "songs",
        out.table(
            List.of(
                text("artist_id", artistId), text("artist_name", artist), text("title", title))));
    Map<String, Long> root = new TreeMap<>();
    root.put("analysis", out.group(analysis));
    root.put("metadata", out.group(metadata));
    out.superblock(out.group(root));
    byte[] bytes = new byte[out.file.position()];
    out.file.flip().get(bytes);
    return Files.write(file, bytes);
  }

  private static double[][] part(double[][] rows, int from, int to) {
    double[][] parts = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      parts[i] = Arrays.copyOfRange(rows[i], from, to);
    }
    return parts;
  }

  private static Field number(String name, double value) {
    return new Field(name, 8, little(8).putDouble(0, value));
  }

  private static Field text(String name, String value) {
    return new Field(name, TEXT, little(TEXT).put(0, value.getBytes(StandardCharsets.UTF_8)));
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] content(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.rewind().get(bytes);
    return bytes;
  }

  private void superblock(long root) {
    int end = file.position();
    file.position(0);
    file.put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'});
    file.put(new byte[] {0, 0, 0, 0, 0, 8, 8, 0});
    file.putShort((short) 16).putShort((short) 16).putInt(0);
    file.putLong(0).putLong(NONE).putLong(end).putLong(NONE);
    file.putLong(0).putLong(root).putInt(0).putInt(0).putLong(0).putLong(0);
    file.position(end);
  }

  private long here() {
    while (file.position() % 8 != 0) {
      file.put((byte) 0);
    }
    return file.position();
  }

  /** An object header, version 1, with these messages by their types. */
  private long header(Map<Integer, byte[]> messages) {
    long at = here();
    int size = messages.values().stream().mapToInt(m -> 8 + m.length).sum();
    file.put((byte) 1).put((byte) 0).putShort((short) messages.size()).putInt(1).putInt(size);
    file.putInt(0);
    messages.forEach(
        (type, data) -> {
          file.putShort(type.shortValue()).putShort((short) data.length).putInt(0).put(data);
        });
    return at;
  }

  private long group(Map<String, Long> children) {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    names.writeBytes(new byte[8]);
    List<Integer> offsets = new ArrayList<>();
    children
        .keySet()
        .forEach(
            name -> {
              offsets.add(names.size());
              names.writeBytes(padded(name));
            });
    long data = here();
    file.put(names.toByteArray());
    long heap = here();
    file.put("HEAP".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    file.putLong(names.size()).putLong(1).putLong(data);
    long node = here();
    file.put("SNOD".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
    file.putShort((short) children.size());
    int i = 0;
    for (long child : children.values()) {
      file.putLong(offsets.get(i++)).putLong(child).putInt(0).putInt(0).putLong(0).putLong(0);
    }
    file.put(new byte[40 * (32 - children.size())]);
    long tree = here();
    file.put("TREE".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) 0);
    file.putShort((short) 1).putLong(NONE).putLong(NONE);
    file.putLong(0).putLong(node).putLong(offsets.get(offsets.size() - 1));
    file.put(new byte[16 * 31]);
    Map<Integer, byte[]> messages = new TreeMap<>();
    messages.put(0x11, content(little(16).putLong(tree).putLong(heap)));
    return header(messages);
  }

  private static byte[] padded(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(bytes, (bytes.length / 8 + 1) * 8);
  }

  private long table(List<Field> fields) {
    int size = fields.stream().mapToInt(Field::size).sum();
    ByteBuffer type = little(4096);
    type.put((byte) 0x16).putShort((short) fields.size()).put((byte) 0).putInt(size);
    ByteBuffer row = little(size);
    for (Field field : fields) {
      type.put(padded(field.name)).putInt(row.position()).put(new byte[28]);
      if (field.size == 8) {
        type.put(doubleType());
      } else {
        type.put((byte) 0x13).put(new byte[3]).putInt(field.size);
      }
      row.put(field.value);
    }
    byte[] message = new byte[type.position()];
    type.flip().get(message);
    return dataset(message, size, new int[] {1}, new int[] {4}, List.of(content(row)));
  }

  private static byte[] doubleType() {
    return content(
        little(20)
            .put((byte) 0x11)
            .put(new byte[] {0x20, 0x3f, 0})
            .putInt(8)
            .putShort((short) 0)
            .putShort((short) 64)
            .put(new byte[] {52, 11, 0, 52})
            .putInt(1023));
  }

  private long matrix(double[][] rows, int width) {
    int[] sizes = width == 1 ? new int[] {rows.length} : new int[] {rows.length, width};
    int[] chunk = width == 1 ? new int[] {CHUNK_ROWS} : new int[] {CHUNK_ROWS, width};
    List<byte[]> all = new ArrayList<>();
    for (double[] row : rows) {
      ByteBuffer bytes = little(8 * width);
      for (double value : row) {
        bytes.putDouble(value);
      }
      all.add(content(bytes));
    }
    return dataset(doubleType(), 8, sizes, chunk, all);
  }

  private long dataset(byte[] type, int element, int[] sizes, int[] chunk, List<byte[]> rows) {
    int columns = chunk.length > 1 ? chunk[1] : 1;
    List<Integer> lengths = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    for (int row = 0; row < rows.size(); row += chunk[0]) {
      byte[] plain = new byte[chunk[0] * columns * element];
      for (int i = 0; i < chunk[0] && row + i < rows.size(); i++) {
        System.arraycopy(rows.get(row + i), 0, plain, i * columns * element, columns * element);
      }
      byte[] packed = deflated(shuffled(plain, element));
      places.add(here());
      lengths.add(packed.length);
      file.put(packed);
    }
    long tree = NONE;
    if (!places.isEmpty()) {
      tree = here();
      file.put("TREE".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
      file.putShort((short) places.size()).putLong(NONE).putLong(NONE);
      for (int i = 0; i <= places.size(); i++) {
        file.putInt(i < places.size() ? lengths.get(i) : 0).putInt(0);
        file.putLong((long) i * chunk[0]).put(new byte[8 * sizes.length]);
        if (i < places.size()) {
          file.putLong(places.get(i));
        }
      }
      file.put(new byte[(2 * 32 - places.size()) * (8 + 8 * (sizes.length + 1) + 8)]);
    }
    ByteBuffer space = little(8 + 16 * sizes.length);
    space.put((byte) 1).put((byte) sizes.length).put((byte) 1).put(new byte[5]);
    for (int size : sizes) {
      space.putLong(size);
    }
    space.putLong(NONE);
    for (int i = 1; i < sizes.length; i++) {
      space.putLong(sizes[i]);
    }
    ByteBuffer layout = little((15 + 4 * chunk.length + 7) / 8 * 8);
    layout.put((byte) 3).put((byte) 2).put((byte) (chunk.length + 1)).putLong(tree);
    for (int size : chunk) {
      layout.putInt(size);
    }
    layout.putInt(element);
    ByteBuffer filters = little(8 + 2 * 16);
    filters.put((byte) 1).put((byte) 2).put(new byte[6]);
    filters.putShort((short) 2).putShort((short) 0).putShort((short) 0).putShort((short) 1);
    filters.putInt(element).putInt(0);
    filters.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 1);
    filters.putInt(1).putInt(0);
    Map<Integer, byte[]> messages = new TreeMap<>();
    messages.put(1, content(space));
    messages.put(3, Arrays.copyOf(type, (type.length + 7) / 8 * 8));
    messages.put(5, new byte[] {2, 3, 0, 0, 0, 0, 0, 0});
    messages.put(8, content(layout));
    messages.put(11, content(filters));
    return header(messages);
  }

  private static byte[] shuffled(byte[] plain, int element) {
    byte[] bytes = new byte[plain.length];
    int count = plain.length / element;
    for (int i = 0; i < count; i++) {
      for (int b = 0; b < element; b++) {
        bytes[b * count + i] = plain[i * element + b];
      }
    }
    return bytes;
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(1);
    deflater.setInput(bytes);
    deflater.finish();
    byte[] packed = new byte[bytes.length + 100];
    int length = deflater.deflate(packed);
    deflater.end();
    return Arrays.copyOf(packed, length);
  }
}
