package io.musicreclass.engine;

import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Something that runs networks. */
public interface Engine extends AutoCloseable {
  /** {@code onnx} or {@code tensorrt}. */
  String kind();

  /** Version of what runs the networks, such as {@code 1.29.0}. */
  String version();

  /**
   * How many entries of a batch one run of an encoder takes best; 1 where it gains nothing by more.
   */
  default int bestBatch() {
    return 1;
  }

  /** How it is at this moment; may be asked by any thread. */
  EngineState state();

  /**
   * Loads a network that belongs to no package, or not yet: always on the CPU, in the precision of
   * the file.
   *
   * @throws IOException when the file is no network that this engine can run; the message names the
   *     file and the mend
   */
  Network load(Path onnx) throws IOException;

  /**
   * Loads the encoder of a package that has one, where and in which precision this engine runs it
   * best.
   *
   * @throws IOException as {@link #load}
   */
  default Network encoder(ModelPackage model) throws IOException {
    return load(model.encoder().orElseThrow());
  }

  /**
   * Loads the head of a package that has one.
   *
   * @throws IOException as {@link #load}
   */
  default Network head(ModelPackage model) throws IOException {
    return load(model.head().orElseThrow());
  }

  /**
   * Makes ready what this engine needs to run a package's networks, which may take minutes.
   *
   * @param news is told how far it has come
   * @return what was done, a line each; none where there is nothing to do
   * @throws IOException when a network cannot be made ready; names it and the mend
   */
  default List<String> prepare(ModelPackage model, Consumer<EngineState.Building> news)
      throws IOException {
    return List.of();
  }

  /** Frees the engine. The networks it loaded are closed by those who loaded them, before. */
  @Override
  void close();
}
