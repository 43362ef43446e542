package io.musicreclass.engine.onnx;

import io.musicreclass.libc.LibC;

/**
 * Switches off ONNX Runtime's telemetry. Its official Linux builds (since 1.29) leave a device id
 * in the user's cache folder and send events over HTTPS as soon as their environment is created,
 * before {@code setTelemetry(false)} can be called; only this environment variable, set before,
 * prevents it. Java cannot set a variable of its own process; libc can.
 */
final class Telemetry {
  private static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

  private Telemetry() {}

  static void off() {
    if (LibC.setenv(VARIABLE, "1", 1) != 0) {
      throw new IllegalStateException(
          "ONNX Runtime's telemetry cannot be switched off: start with " + VARIABLE + "=1");
    }
  }
}
