package io.musicreclass.decode;

import java.io.Closeable;
import java.io.IOException;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** A source of samples that chooses the size of each chunk itself. */
interface Chunks extends Closeable {
  /** The next samples, interleaved, valid until the next call; null at the end. */
  @Nullable FloatBuffer next() throws IOException;

  @Override
  void close();
}
