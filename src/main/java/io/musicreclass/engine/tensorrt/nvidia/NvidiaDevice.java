package io.musicreclass.engine.tensorrt.nvidia;

import static org.bytedeco.tensorrt.global.nvinfer.createInferRuntime;
import static org.bytedeco.tensorrt.global.nvinfer.getInferLibVersion;

import io.musicreclass.engine.Network;
import io.musicreclass.engine.tensorrt.GpuMemoryException;
import io.musicreclass.engine.tensorrt.probe.BuildProgress;
import io.musicreclass.engine.tensorrt.probe.DeviceInfo;
import io.musicreclass.engine.tensorrt.probe.GpuDevice;
import io.musicreclass.engine.tensorrt.probe.OptimizationProfile;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IRuntime;
import org.jspecify.annotations.Nullable;

/** The machine's first NVIDIA GPU. Public because {@code Bindings} loads it by reflection. */
public final class NvidiaDevice implements GpuDevice {
  private final TensorRtLogger log;
  private final DeviceInfo info;
  private final NativeHandle<IRuntime> runtime;
  // Neither is thread-safe; separate locks, since a build takes minutes and must not block a load.
  private final Object builds = new Object();
  private final Object loads = new Object();

  private NvidiaDevice(TensorRtLogger log, DeviceInfo info, NativeHandle<IRuntime> runtime) {
    this.log = log;
    this.info = info;
    this.runtime = runtime;
  }

  /**
   * Opens it.
   *
   * @throws IOException if there is none, or TensorRT cannot start
   */
  public static GpuDevice open() throws IOException {
    try {
      Cuda.requireGpu();
      TensorRtLogger log = new TensorRtLogger();
      DeviceInfo info =
          new DeviceInfo(
              version(getInferLibVersion()),
              Cuda.runtime(),
              Cuda.driver(),
              Cuda.name(),
              Cuda.capability(),
              Cuda.totalMemory());
      return new NvidiaDevice(log, info, NativeHandle.of("run-time", createInferRuntime(log), log));
    } catch (IllegalStateException e) {
      throw new IOException(e.getMessage(), e);
    } catch (LinkageError e) {
      throw new IOException("a library cannot be loaded: " + reason(e), e);
    }
  }

  /** JavaCPP's message only lists search paths; its cause, from the linker, says what is wrong. */
  private static @Nullable String reason(Throwable e) {
    return e.getCause() instanceof LinkageError cause ? reason(cause) : e.getMessage();
  }

  private static String version(int number) {
    return number / 10_000 + "." + number / 100 % 100 + "." + number % 100;
  }

  @Override
  public DeviceInfo info() {
    return info;
  }

  @Override
  public long freeMemory() {
    return Cuda.freeMemory();
  }

  @Override
  public void build(
      Path onnx, OptimizationProfile profile, Path engine, Path timingCache, BuildProgress progress)
      throws IOException {
    runtime.get();
    synchronized (builds) {
      try {
        new EngineBuild(log, onnx, timingCache, progress).to(engine, profile);
      } catch (IllegalStateException e) {
        throw new IOException(onnx + ": " + e.getMessage(), e);
      }
    }
  }

  @Override
  public Network load(Path engine) throws IOException {
    synchronized (loads) {
      log.takeErrors();
      return new NvidiaNetwork(engine.toString(), read(engine), log);
    }
  }

  @SuppressWarnings("try") // the scope takes effect by being open
  private NativeHandle<ICudaEngine> read(Path file) throws IOException {
    long size = Files.size(file);
    long free = Cuda.freeMemory();
    if (size > free || size > Integer.MAX_VALUE) {
      throw new GpuMemoryException(
          file
              + " takes "
              + (size >> 20)
              + " MB, of which "
              + (Math.min(free, Integer.MAX_VALUE) >> 20)
              + " are available: set reclass.engine.precision=fp16 or reclass.engine.resident=one");
    }
    try (PointerScope scope = new PointerScope();
        FileChannel channel = FileChannel.open(file)) {
      MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
      try {
        return NativeHandle.of(
            "engine of " + file,
            runtime.get().deserializeCudaEngine(new BytePointer(bytes), size),
            log);
      } finally {
        Reference.reachabilityFence(bytes); // or the file might be unmapped meanwhile
      }
    }
  }

  @Override
  public void close() {
    runtime.close();
  }
}
