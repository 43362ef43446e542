package io.musicreclass.similar;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The vectors of one encoder in a file: a header that names the encoder and the width, then a row
 * for each song. Rows are only appended, and a row counts once it is complete: whatever a crash
 * leaves behind, only whole rows are read. Used by one process and one thread at a time; a {@link
 * VectorTable} may be searched by any.
 */
final class VectorFile implements AutoCloseable {
  private static final String MAGIC = "reclass similar 1";
  private static final int HEADER = 128;
  private static final int CHUNK_BYTES = 16 << 20;

  private final FileChannel channel;
  private final byte[] header;
  private final RowFormat format;
  private final int chunkRows;
  private final List<ByteBuffer> fullChunks = new ArrayList<>();
  private int rows;

  private VectorFile(FileChannel channel, String encoder, int width) {
    this.channel = channel;
    this.format = new RowFormat(width);
    this.chunkRows = Math.max(1, CHUNK_BYTES / format.bytes());
    this.header =
        ByteBuffer.allocate(HEADER)
            .put("%s %s %d\n".formatted(MAGIC, encoder, width).getBytes(StandardCharsets.UTF_8))
            .array();
  }

  /**
   * Opens a file, or creates it. One that is of another encoder, or no such file, is replaced by an
   * empty one; rows from the first incomplete one on are dropped.
   *
   * @param encoder hash of the encoder
   * @param width of the vectors
   */
  static VectorFile open(Path path, String encoder, int width) throws IOException {
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      FileChannel channel = FileChannel.open(path, READ, WRITE);
      VectorFile file = new VectorFile(channel, encoder, width);
      if (file.readRows()) {
        return file;
      }
      channel.close();
    }
    return create(path, encoder, width);
  }

  /** An empty file. What another table shows of the one replaced stays readable. */
  static VectorFile create(Path path, String encoder, int width) throws IOException {
    Files.deleteIfExists(path);
    FileChannel channel =
        FileChannel.open(path, Set.of(CREATE_NEW, READ, WRITE), OwnerOnly.attributes(path));
    VectorFile file = new VectorFile(channel, encoder, width);
    file.write(ByteBuffer.wrap(file.header), 0);
    return file;
  }

  /** False if this is no file of these vectors. */
  private boolean readRows() throws IOException {
    ByteBuffer found = ByteBuffer.allocate(HEADER);
    if (channel.size() < HEADER || !read(found, 0) || !found.equals(ByteBuffer.wrap(header))) {
      return false;
    }
    rows = (int) Math.min((channel.size() - HEADER) / format.bytes(), Integer.MAX_VALUE);
    rows = intact();
    fullChunks.clear(); // no mapping may outlive the rows that it shows
    channel.truncate(position(rows));
    return true;
  }

  private boolean read(ByteBuffer into, long position) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, position + into.position()) < 0) {
        return false;
      }
    }
    into.flip();
    return true;
  }

  /** Number of rows before the first incomplete one. */
  private int intact() throws IOException {
    int row = 0;
    for (ByteBuffer chunk : chunks()) {
      for (int start = 0; start < chunk.limit(); start += format.bytes()) {
        if (!format.isIntact(chunk, start)) {
          return row;
        }
        row++;
      }
    }
    return row;
  }

  int rows() {
    return rows;
  }

  /** The identity of each song that has a row, by its key. */
  Map<Long, Long> identities() throws IOException {
    Map<Long, Long> identities = new HashMap<>();
    for (ByteBuffer chunk : chunks()) {
      for (int start = 0; start < chunk.limit(); start += format.bytes()) {
        identities.put(format.track(chunk, start), format.identity(chunk, start));
      }
    }
    return identities;
  }

  /** Appends a row. */
  void append(float[] vector, TrackId id, long track) throws IOException {
    ByteBuffer row = ByteBuffer.allocate(format.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    format.put(row, vector, track, RowFormat.identity(id));
    write(row.flip(), position(rows));
    rows++;
  }

  private void write(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  private long position(int row) {
    return HEADER + (long) row * format.bytes();
  }

  /** All present rows, in memory-mapped form. Rows appended later need another table. */
  VectorTable table() throws IOException {
    return new VectorTable(format, chunks());
  }

  /** Full chunks stay mapped; the last one is mapped anew as it grows. */
  private List<ByteBuffer> chunks() throws IOException {
    while (fullChunks.size() < rows / chunkRows) {
      fullChunks.add(chunk(fullChunks.size(), chunkRows));
    }
    List<ByteBuffer> chunks = new ArrayList<>(fullChunks);
    if (rows % chunkRows > 0) {
      chunks.add(chunk(fullChunks.size(), rows % chunkRows));
    }
    return chunks;
  }

  private ByteBuffer chunk(int number, int count) throws IOException {
    return channel
        .map(
            FileChannel.MapMode.READ_ONLY,
            position(number * chunkRows),
            (long) count * format.bytes())
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
