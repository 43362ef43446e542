package io.musicreclass.engine.tensorrt.nvidia;

import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaFreeHost;
import static org.bytedeco.cuda.global.cudart.cudaHostAlloc;
import static org.bytedeco.cuda.global.cudart.cudaHostAllocDefault;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyAsync;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** A buffer of float32 values on the GPU, with a pinned buffer in host memory for copies. */
final class GpuFloats implements AutoCloseable {
  private final int capacity;
  private @Nullable FloatPointer host;
  private @Nullable Pointer device;

  /** A buffer of that many values. */
  GpuFloats(int capacity) {
    this.capacity = capacity;
    FloatPointer pinned = new FloatPointer((Pointer) null);
    Cuda.check(
        cudaHostAlloc(pinned, bytes(capacity), cudaHostAllocDefault),
        "Pinning " + bytes(capacity) + " bytes of host memory");
    host = pinned;
    Pointer there = new Pointer();
    int status = cudaMalloc(there, bytes(capacity));
    if (status != 0) {
      close();
      Cuda.check(status, "Allocating " + bytes(capacity) + " bytes of GPU memory");
    }
    device = there;
  }

  private static long bytes(int values) {
    return (long) values * Float.BYTES;
  }

  int capacity() {
    return capacity;
  }

  /** The device address. */
  Pointer device() {
    return open(device);
  }

  /** Queues a copy of values to the GPU. */
  void upload(float[] values, CudaStream stream) {
    open(host).put(values, 0, values.length);
    copy(open(device), open(host), values.length, cudaMemcpyHostToDevice, stream);
  }

  /**
   * Queues a copy of the first values from the GPU; they are available once the stream is
   * synchronised.
   */
  void download(int count, CudaStream stream) {
    copy(open(host), open(device), count, cudaMemcpyDeviceToHost, stream);
  }

  private static void copy(Pointer to, Pointer from, int count, int kind, CudaStream stream) {
    Cuda.check(cudaMemcpyAsync(to, from, bytes(count), kind, stream.get()), "Copying values");
  }

  /** The first values of the last copy from the GPU. */
  float[] read(int count) {
    float[] values = new float[count];
    open(host).get(values, 0, count);
    return values;
  }

  private static <P extends Pointer> P open(@Nullable P pointer) {
    if (pointer == null) {
      throw new IllegalStateException("This buffer is freed");
    }
    return pointer;
  }

  @Override
  public void close() {
    Pointer there = device;
    FloatPointer here = host;
    device = null;
    host = null;
    if (there != null) {
      Cuda.check(cudaFree(there), "Freeing GPU memory");
    }
    if (here != null) {
      Cuda.check(cudaFreeHost(here), "Freeing pinned memory");
    }
  }
}
