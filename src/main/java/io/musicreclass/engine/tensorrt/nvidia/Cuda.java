package io.musicreclass.engine.tensorrt.nvidia;

import static org.bytedeco.cuda.global.cudart.cuDeviceGetName;
import static org.bytedeco.cuda.global.cudart.cudaDevAttrComputeCapabilityMajor;
import static org.bytedeco.cuda.global.cudart.cudaDevAttrComputeCapabilityMinor;
import static org.bytedeco.cuda.global.cudart.cudaDevAttrIntegrated;
import static org.bytedeco.cuda.global.cudart.cudaDeviceGetAttribute;
import static org.bytedeco.cuda.global.cudart.cudaDriverGetVersion;
import static org.bytedeco.cuda.global.cudart.cudaGetDeviceCount;
import static org.bytedeco.cuda.global.cudart.cudaGetErrorString;
import static org.bytedeco.cuda.global.cudart.cudaMemGetInfo;
import static org.bytedeco.cuda.global.cudart.cudaRuntimeGetVersion;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.SizeTPointer;

/** CUDA calls on the first GPU, which is every thread's default device. */
final class Cuda {
  private static final int DEVICE = 0;
  private static final int NAME = 256;
  private static final Path MEMORY = Path.of("/proc/meminfo");

  private Cuda() {}

  /**
   * Reports a failure.
   *
   * @throws IllegalStateException with CUDA's message
   */
  static void check(int status, String what) {
    if (status != 0) {
      throw new IllegalStateException(
          what + " failed: " + cudaGetErrorString(status).getString() + " (CUDA " + status + ")");
    }
  }

  /** Fails if the driver finds no GPU. */
  static void requireGpu() {
    int[] count = new int[1];
    check(cudaGetDeviceCount(count), "Looking for GPUs");
    if (count[0] == 0) {
      throw new IllegalStateException("The driver finds no GPU");
    }
  }

  static String runtime() {
    int[] version = new int[1];
    check(cudaRuntimeGetVersion(version), "Asking for CUDA's version");
    return dotted(version[0]);
  }

  static String driver() {
    int[] version = new int[1];
    check(cudaDriverGetVersion(version), "Asking for the driver's version");
    return dotted(version[0]);
  }

  private static String dotted(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }

  static String name() {
    byte[] name = new byte[NAME];
    check(cuDeviceGetName(name, name.length, DEVICE), "Asking for the GPU's name");
    int length = 0;
    while (name[length] != 0) {
      length++;
    }
    return new String(name, 0, length, StandardCharsets.UTF_8);
  }

  static String capability() {
    return attribute(cudaDevAttrComputeCapabilityMajor)
        + "."
        + attribute(cudaDevAttrComputeCapabilityMinor);
  }

  private static int attribute(int which) {
    int[] value = new int[1];
    check(cudaDeviceGetAttribute(value, which, DEVICE), "Asking for an attribute of the GPU");
    return value[0];
  }

  static long totalMemory() {
    return memory(true);
  }

  /**
   * Available memory in bytes. A Jetson's GPU shares the CPU's memory, of which CUDA does not count
   * what Linux can reclaim from its caches.
   */
  static long freeMemory() {
    return attribute(cudaDevAttrIntegrated) != 0 ? available() : memory(false);
  }

  @SuppressWarnings("try") // the scope takes effect by being open
  private static long memory(boolean total) {
    try (PointerScope scope = new PointerScope()) {
      SizeTPointer free = new SizeTPointer(1);
      SizeTPointer all = new SizeTPointer(1);
      check(cudaMemGetInfo(free, all), "Asking for the GPU's memory");
      return total ? all.get() : free.get();
    }
  }

  private static long available() {
    try {
      return Files.readAllLines(MEMORY).stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElseGet(() -> memory(false));
    } catch (IOException | NumberFormatException e) {
      return memory(false);
    }
  }
}
