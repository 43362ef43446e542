package io.musicreclass.cli.table;

import io.musicreclass.cli.terminal.UsageError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A two-dimensional float32 array in NumPy's format (NEP 1, version 1.0) that grows row by row. Its
 * header never counts rows that are not on disk yet: it can be read at any time.
 */
final class NpyWriter implements RowWriter {
  static final int HEADER = 128;
  private static final String SHAPE = "{'descr': '<f4', 'fortran_order': False, 'shape': (";
  private static final Pattern SIZES = Pattern.compile("(\\d{1,18}), (\\d{1,18})\\), } *\n");

  private final Path file;
  private final FileChannel channel;
  private final int width;
  private int rows;

  NpyWriter(Path file, int width) throws IOException {
    this.file = file;
    this.width = width;
    this.channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public int scan(int most) throws IOException {
    byte[] found = new byte[(int) Math.min(HEADER, channel.size())];
    readFully(found);
    byte[] beginning = Arrays.copyOf(header(0), 10 + SHAPE.length());
    int common = Math.min(found.length, beginning.length);
    if (!Arrays.equals(found, 0, common, beginning, 0, common)) {
      throw new UsageError(file + " was not written by this command: choose another --output");
    }
    if (found.length == HEADER) {
      checkWidth(
          new String(
              found, beginning.length, HEADER - beginning.length, StandardCharsets.ISO_8859_1));
    }
    long there = Math.max(0, channel.size() - HEADER) / (4L * width);
    rows = (int) Math.min(most, there);
    return rows;
  }

  private void readFully(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {}
  }

  private void checkWidth(String sizes) {
    Matcher matcher = SIZES.matcher(sizes);
    if (!matcher.matches() || Long.parseLong(matcher.group(2)) != width) {
      throw new UsageError(
          file + " has rows of another width than " + width + ": choose another --output");
    }
  }

  @Override
  public void cut() throws IOException {
    announce();
    channel.truncate(end());
    channel.position(end());
  }

  private long end() {
    return HEADER + 4L * width * rows;
  }

  @Override
  public void add(Path song, float[] values) throws IOException {
    if (values.length != width) {
      throw new IllegalArgumentException(values.length + " values for a row of " + width);
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * width).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    rows++;
  }

  @Override
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void announce() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(header(rows));
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
  }

  private byte[] header(int rows) {
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).putShort((short) (HEADER - 10));
    header.put((SHAPE + rows + ", " + width + "), }").getBytes(StandardCharsets.US_ASCII));
    while (header.position() < HEADER - 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').array();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
