package io.musicreclass.engine;

import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Runs networks. */
public interface Engine extends AutoCloseable {
  /** {@code onnx} or {@code tensorrt}. */
  String kind();

  /** Version of what runs the networks, such as {@code 1.29.0}. */
  String version();

  /** The best batch size for a run of an encoder; 1 where larger batches gain nothing. */
  default int bestBatch() {
    return 1;
  }

  /** Its current state; may be called by any thread. */
  EngineState state();

  /**
   * Loads a network that is not (yet) part of a package: always on the CPU, in the file's
   * precision.
   *
   * @throws IOException if this engine cannot run the file; the message names the file and says
   *     what to do
   */
  Network load(Path onnx) throws IOException;

  /**
   * Loads the encoder of a package that has one, on the device and in the precision that suit this
   * engine best.
   *
   * @throws IOException as {@link #load}
   */
  default Network encoder(ModelPackage model) throws IOException {
    return load(model.encoder().orElseThrow());
  }

  /**
   * The same for an encoder of which a song has many entries: the caller may run several at the
   * same time in threads of its own, so where that takes less processor time, a run has one thread.
   *
   * @throws IOException as {@link #load}
   */
  default Network encoderOfPatches(ModelPackage model) throws IOException {
    return encoder(model);
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
   * Prepares what this engine needs to run a package's networks, which may take minutes.
   *
   * @param listener receives the progress
   * @return what was done, one line each; empty if there was nothing to do
   * @throws IOException if a network cannot be prepared; names it and says what to do
   */
  default List<String> prepare(ModelPackage model, Consumer<EngineState.Building> listener)
      throws IOException {
    return List.of();
  }

  /** Frees the engine. Callers close the networks they loaded before. */
  @Override
  void close();
}
