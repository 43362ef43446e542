package io.musicreclass.engine.tensorrt.probe;

import java.nio.file.Path;

/** A combination of CUDA and TensorRT versions that the program includes bindings for. */
enum BindingSet {
  /** JetPack 6, and a PC with CUDA 12. */
  CUDA12("12", "10.6"),
  /** JetPack 7, and a PC with CUDA 13. */
  CUDA13("13", "10.15");

  private final String major;
  private final String headers;

  BindingSet(String major, String headers) {
    this.major = major;
    this.headers = headers;
  }

  /** {@code 12}: the end of {@code libcudart.so.12}. */
  String major() {
    return major;
  }

  /** Version of TensorRT that the bindings were generated for. */
  public String headers() {
    return headers;
  }

  /** Its folder below the folder of all bindings. */
  Path jars(Path bindings) {
    return bindings.resolve("cuda" + major);
  }

  @Override
  public String toString() {
    return "CUDA " + major;
  }
}
