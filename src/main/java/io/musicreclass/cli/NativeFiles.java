package io.musicreclass.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Copies of native libraries that would otherwise be unpacked by every process; the launcher points
 * JNA, SQLite and ONNX Runtime to them. JavaCPP has a cache of its own.
 */
final class NativeFiles {
  /** Where the jars have them, by the machine's architecture. */
  private static final Map<String, List<String>> RESOURCES =
      Map.of(
          "amd64",
          List.of(
              "com/sun/jna/linux-x86-64/libjnidispatch.so",
              "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so",
              "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
              "ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so"),
          "aarch64",
          List.of(
              "com/sun/jna/linux-aarch64/libjnidispatch.so",
              "org/sqlite/native/Linux/aarch64/libsqlitejdbc.so",
              "ai/onnxruntime/native/linux-aarch64/libonnxruntime.so",
              "ai/onnxruntime/native/linux-aarch64/libonnxruntime4j_jni.so"));

  private NativeFiles() {}

  /** Copies them into a folder. On another architecture there is nothing to copy. */
  static void unpack(Path folder) throws IOException {
    for (String resource : RESOURCES.getOrDefault(System.getProperty("os.arch"), List.of())) {
      try (InputStream in = NativeFiles.class.getClassLoader().getResourceAsStream(resource)) {
        if (in == null) {
          throw new IOException("The class path lacks " + resource);
        }
        Path file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
