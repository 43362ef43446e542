package io.musicreclass.engine.tensorrt.probe;

import java.util.List;

/**
 * A machine's GPU and the versions of its libraries.
 *
 * @param tensorrt version of the installed library, such as {@code 10.3.0}
 * @param cuda version of the installed runtime library, such as {@code 12.6}
 * @param driver newest CUDA version that the driver supports, such as {@code 12.6}
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

  /** What compiled engines depend on: a device of another identity cannot run them. */
  public List<String> identity() {
    return List.of(tensorrt, capability, gpu);
  }
}
