package io.musicreclass.engine.tensorrt.probe;

import io.musicreclass.engine.Network;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A GPU with TensorRT on it: what the native libraries do, behind a door that tests script. Public
 * with all it speaks of, because the room behind it lives in a class loader of its own.
 */
public interface GpuDevice extends AutoCloseable {
  DeviceInfo info();

  /** Bytes a network could still take; on a Jetson of the memory that the CPU uses, too. */
  long freeMemory();

  /**
   * Compiles a network, strongly typed: the arithmetic is that of the file. Blocks for as long as
   * that takes, seconds to many minutes.
   *
   * @param onnx with its weights beside it, where they are kept apart
   * @param engine written here, whatever was there; half a file may be left when this fails
   * @param timingCache read first where it is there, and written again; shared by all networks of a
   *     device
   * @throws java.io.InterruptedIOException when the progress said to give up
   * @throws IOException when TensorRT cannot compile it, with what it says, or the file cannot be
   *     written
   */
  void build(
      Path onnx, OptimizationProfile profile, Path engine, Path timingCache, BuildProgress progress)
      throws IOException;

  /**
   * Loads a compiled network.
   *
   * @return takes inputs of every shape in the profile it was built for
   * @throws NoRoomException when it does not fit in memory
   * @throws IOException when the file is none of this TensorRT and GPU
   */
  Network load(Path engine) throws IOException;

  /** Frees the device; its networks are closed before. A second call does nothing. */
  @Override
  void close();
}
