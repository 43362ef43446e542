package io.musicreclass.engine.tensorrt.probe;

import java.util.List;

/**
 * What a machine has for running networks.
 *
 * @param tensorrt version of the library that is there, such as {@code 10.3.0}
 * @param cuda version of the run-time library, such as {@code 12.6}
 * @param driver the newest CUDA that the driver serves, such as {@code 12.6}
 * @param gpu its name, such as {@code Orin}
 * @param capability its compute capability, such as {@code 8.7}
 * @param memory of the GPU in bytes; on a Jetson all of the machine's
 */
public record DeviceInfo(
    String tensorrt, String cuda, String driver, String gpu, String capability, long memory) {
  public DeviceInfo {
    if (tensorrt.isBlank() || gpu.isBlank() || capability.isBlank() || memory <= 0) {
      throw new IllegalArgumentException(
          "A device without a version, name, capability or memory: "
              + String.join(", ", tensorrt, gpu, capability, "" + memory));
    }
  }

  /** What engines are compiled for: one of another identity runs none of them. */
  public List<String> identity() {
    return List.of(tensorrt, capability, gpu);
  }
}
