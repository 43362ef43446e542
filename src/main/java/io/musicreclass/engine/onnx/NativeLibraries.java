package io.musicreclass.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.musicreclass.lifecycle.TemporaryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Unpacks ONNX Runtime's libraries into this process's temporary folder. ONNX Runtime itself would
 * use the value that {@code java.io.tmpdir} had when Java started, and a killed process would leave
 * 29 MB there. It still leaves an empty folder.
 */
final class NativeLibraries {
  private static final String PATH = "onnxruntime.native.path";
  private static final List<String> NAMES = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

  private NativeLibraries() {}

  /** Unpacks once per process; if that fails, ONNX Runtime unpacks them itself. */
  static synchronized void unpack() {
    if (System.getProperty(PATH) != null) {
      return;
    }
    String platform = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
    try {
      Path folder = TemporaryFiles.createFolder("onnxruntime-");
      folder.toFile().deleteOnExit();
      for (String name : NAMES) {
        String resource = "/ai/onnxruntime/native/linux-" + platform + "/" + name;
        try (InputStream in = OrtEnvironment.class.getResourceAsStream(resource)) {
          if (in == null) {
            return;
          }
          Path file = folder.resolve(name);
          Files.copy(in, file);
          file.toFile().deleteOnExit();
        }
      }
      System.setProperty(PATH, folder.toString());
    } catch (IOException e) {
      // such as a full disk, which ONNX Runtime then reports itself
    }
  }
}
