package io.musicreclass.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.EngineState;
import io.musicreclass.engine.Network;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.natives.NativeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs networks with ONNX Runtime on the CPU, which works on every machine. */
public final class OnnxEngine implements Engine {
  /** Texts by which ONNX Runtime or C++ report that memory is exhausted. */
  private static final List<String> MEMORY =
      List.of("bad_alloc", "failed to allocate", "out of memory", "cannot allocate");

  private final OrtEnvironment environment;
  private final int threads;
  private final EngineState state;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** An engine whose networks use up to this many threads each, those of patches one. */
  public OnnxEngine(int threads) {
    this(threads, EngineState.CPU);
  }

  /**
   * The same, with a state of its own.
   *
   * @param state returned by {@link #state}
   */
  public OnnxEngine(int threads, EngineState state) {
    Telemetry.off();
    NativeFiles.unpackOnnxRuntime();
    this.state = state;
    // The process has one environment; ONNX Runtime frees it when the process ends.
    this.environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    this.threads = threads;
    try {
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot start: " + e.getMessage(), e);
    }
  }

  @Override
  public String kind() {
    return "onnx";
  }

  @Override
  public String version() {
    return environment.getVersion();
  }

  @Override
  public EngineState state() {
    return state;
  }

  @Override
  public Network load(Path onnx) throws IOException {
    return load(onnx, threads);
  }

  @Override
  public Network encoderOfPatches(ModelPackage model) throws IOException {
    return load(model.encoder().orElseThrow(), 1);
  }

  private Network load(Path onnx, int threadsOfRun) throws IOException {
    if (closed.get()) {
      throw new IllegalStateException("The ONNX Runtime engine is closed");
    }
    if (!Files.isReadable(onnx)) {
      throw new IOException(onnx + " is missing or unreadable: import or train the model again");
    }
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(threadsOfRun);
      options.setInterOpNumThreads(1);
      // Memory patterns take a quarter more memory and save no time.
      options.setMemoryPatternOptimization(false);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      // Spinning threads would take the cores that decode the next song.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return new OnnxNetwork(environment.createSession(onnx.toString(), options), onnx);
    } catch (OrtException e) {
      if (isMemory(e)) {
        throw new IllegalStateException(
            onnx + " cannot be loaded: not enough memory (" + e.getMessage() + ")", e);
      }
      throw new IOException(
          onnx
              + " is not a network that ONNX Runtime "
              + version()
              + " can run: import or train the model again ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  /** Whether the failure is a lack of memory rather than a bad file. */
  private static boolean isMemory(OrtException e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return MEMORY.stream().anyMatch(text::contains);
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
