package io.musicreclass.engine.tensorrt.probe;

import io.musicreclass.engine.Network;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A GPU with TensorRT: the interface to the native libraries, scripted in tests. Public like all
 * types it uses, because its implementation has a class loader of its own.
 */
public interface GpuDevice extends AutoCloseable {
  DeviceInfo info();

  /** Available memory in bytes; on a Jetson shared with the CPU. */
  long freeMemory();

  /**
   * Compiles a network, strongly typed: the precision is that of the file. Blocks for seconds to
   * many minutes.
   *
   * @param onnx with its weights beside it, if they are external
   * @param engine output file, overwritten; a partial file may be left if this fails
   * @param timingCache read if it exists, and written; shared by all networks of a device
   * @throws java.io.InterruptedIOException if the build was cancelled
   * @throws IOException if TensorRT cannot compile it, with its message, or the file cannot be
   *     written
   */
  void build(
      Path onnx, OptimizationProfile profile, Path engine, Path timingCache, BuildProgress progress)
      throws IOException;

  /**
   * Loads a compiled network.
   *
   * @return a network that takes inputs of every shape in its profile
   * @throws GpuMemoryException if it does not fit in memory
   * @throws IOException if the file was not built by this TensorRT for this GPU
   */
  Network load(Path engine) throws IOException;

  /** Frees the device; callers close its networks before. A second call does nothing. */
  @Override
  void close();
}
