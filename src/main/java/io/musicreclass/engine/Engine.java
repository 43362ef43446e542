package io.musicreclass.engine;

import java.io.IOException;
import java.nio.file.Path;

/** Something that runs networks. */
public interface Engine extends AutoCloseable {
  /** {@code onnx}. */
  String kind();

  /** Version of what runs the networks, such as {@code 1.29.0}. */
  String version();

  /**
   * Loads a network.
   *
   * @throws IOException when the file is no network that this engine can run; the message names the
   *     file and the mend
   */
  Network load(Path onnx) throws IOException;

  /** Frees the engine. The networks it loaded are closed by those who loaded them, before. */
  @Override
  void close();
}
