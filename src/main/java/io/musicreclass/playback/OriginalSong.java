package io.musicreclass.playback;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file that browsers play as it is. */
final class OriginalSong implements PlayableSong {
  private static final int BLOCK = 1 << 16;

  private final OpenedFile file;
  private final String contentType;
  private final String version;

  OriginalSong(OpenedFile file, String contentType, String version) {
    this.file = file;
    this.contentType = contentType;
    this.version = version;
  }

  @Override
  public String contentType() {
    return contentType;
  }

  @Override
  public long size() {
    return file.file().size();
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public void write(long first, long count, OutputStream out) throws IOException {
    try (FileChannel in = FileChannel.open(file.path())) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      long left = count;
      while (left > 0) {
        block.clear().limit((int) Math.min(BLOCK, left));
        int read = in.read(block, first + count - left);
        if (read < 0) {
          throw new EOFException("The file was cut off while it was played");
        }
        out.write(block.array(), 0, read);
        left -= read;
      }
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
