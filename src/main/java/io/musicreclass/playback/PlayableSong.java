package io.musicreclass.playback;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** An open song. Not thread-safe. */
public interface PlayableSong extends Closeable {
  /** Its media type, such as {@code audio/flac}. */
  String contentType();

  /** Number of bytes. */
  long size();

  /** Letters and digits that differ between any two states of its bytes. */
  String version();

  /**
   * Writes some of its bytes; may take as long as its disk and the receiver.
   *
   * @param first number of the first byte, from 0
   * @param count number of bytes, up to {@link #size}
   * @throws IOException if they cannot be read, or the receiver throws it
   */
  void write(long first, long count, OutputStream out) throws IOException;

  @Override
  void close();
}
