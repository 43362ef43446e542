package io.musicreclass.natives;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names of a kind of machine in the jars' paths.
 *
 * @param jna of JNA, and of the loops of {@code src/native}
 * @param sqlite of SQLite
 * @param onnx of ONNX Runtime
 */
record Platform(String jna, String sqlite, String onnx) {
  /** By {@code os.arch}. */
  private static final Map<String, Platform> ALL =
      Map.of(
          "amd64", new Platform("linux-x86-64", "x86_64", "linux-x64"),
          "aarch64", new Platform("linux-aarch64", "aarch64", "linux-aarch64"));

  static Optional<Platform> current() {
    return Optional.ofNullable(ALL.get(System.getProperty("os.arch")));
  }

  /** What every build contains. */
  List<String> required() {
    return List.of(
        "com/sun/jna/" + jna + "/libjnidispatch.so",
        "org/sqlite/native/Linux/" + sqlite + "/libsqlitejdbc.so",
        onnxRuntime().get(0),
        onnxRuntime().get(1));
  }

  List<String> onnxRuntime() {
    String folder = "ai/onnxruntime/native/" + onnx;
    return List.of(folder + "/libonnxruntime.so", folder + "/libonnxruntime4j_jni.so");
  }

  String loops() {
    return "io/musicreclass/features/loops/" + jna + "/libreclass_loops.so";
  }
}
