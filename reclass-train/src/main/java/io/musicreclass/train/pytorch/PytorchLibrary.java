package io.musicreclass.train.pytorch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PyTorch's native library. */
final class PytorchLibrary {
  private static final String PLATFORM = "native/lib/pytorch.properties";

  private PytorchLibrary() {}

  /** Whether the native library is a part of this module, which the build decides. */
  static boolean isInstalled() {
    return PytorchLibrary.class.getClassLoader().getResource(PLATFORM) != null;
  }

  /**
   * Loads it, once per process.
   *
   * @param folder where it is unpacked, 450 MB, if it is not there yet
   * @throws IOException if it is not installed or cannot be loaded; says what to do
   */
  static synchronized Engine load(Path folder) throws IOException {
    if (!isInstalled()) {
      throw new IOException(
          "PyTorch's native library is not installed: run ./reclass-train/build -Ppytorch");
    }
    String place = Files.createDirectories(folder).toAbsolutePath().toString();
    System.setProperty("DJL_CACHE_DIR", place);
    System.setProperty("ENGINE_CACHE_DIR", place);
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("PYTORCH_FLAVOR", "cpu");
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    // DJL looks for engines and their files where the thread's class loader does.
    thread.setContextClassLoader(PytorchLibrary.class.getClassLoader());
    try {
      return Engine.getEngine("PyTorch");
    } catch (EngineException | IllegalStateException | LinkageError e) {
      throw new IOException(
          "PyTorch cannot be loaded from "
              + place
              + " ("
              + e.getMessage()
              + "): remove that folder, and make sure that the disk has 500 MB free",
          e);
    } finally {
      thread.setContextClassLoader(usual);
    }
  }
}
