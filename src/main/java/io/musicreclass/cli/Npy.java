package io.musicreclass.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a two-dimensional float32 array in NumPy's format (NEP 1, version 1.0), row by row; the
 * number of rows is filled in at the end.
 */
final class Npy implements AutoCloseable {
  private static final int HEADER = 128;

  private final FileChannel channel;
  private final int width;
  private int rows;

  Npy(Path file, int width) throws IOException {
    this.width = width;
    this.channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    channel.position(HEADER);
  }

  void add(float[] row) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * width).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(row);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    rows++;
  }

  @Override
  public void close() throws IOException {
    String text =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + width + "), }";
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).putShort((short) (HEADER - 10));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    while (header.position() < HEADER - 1) {
      header.put((byte) ' ');
    }
    header.put((byte) '\n').flip();
    channel.write(header, 0);
    channel.close();
  }
}
