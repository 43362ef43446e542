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

/** Room for float32 values on the GPU, and pinned in host memory, which copies go through. */
final class GpuFloats implements AutoCloseable {
  private final int capacity;
  private @Nullable FloatPointer host;
  private @Nullable Pointer device;

  /** Room for that many values. */
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
      Cuda.check(status, "Taking " + bytes(capacity) + " bytes of the GPU's memory");
    }
    device = there;
  }

  private static long bytes(int values) {
    return (long) values * Float.BYTES;
  }

  int capacity() {
    return capacity;
  }

  /** Where a network finds them. */
  Pointer device() {
    return open(device);
  }

  /** Sends values to the GPU, in that stream. */
  void send(float[] values, CudaStream stream) {
    open(host).put(values, 0, values.length);
    copy(open(device), open(host), values.length, cudaMemcpyHostToDevice, stream);
  }

  /** Asks for the first values from the GPU, in that stream; they are there once it was awaited. */
  void ask(int count, CudaStream stream) {
    copy(open(host), open(device), count, cudaMemcpyDeviceToHost, stream);
  }

  private static void copy(Pointer to, Pointer from, int count, int kind, CudaStream stream) {
    Cuda.check(cudaMemcpyAsync(to, from, bytes(count), kind, stream.get()), "Copying values");
  }

  /** The first values, as they were asked for last. */
  float[] take(int count) {
    float[] values = new float[count];
    open(host).get(values, 0, count);
    return values;
  }

  private static <P extends Pointer> P open(@Nullable P pointer) {
    if (pointer == null) {
      throw new IllegalStateException("These values are freed");
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
      Cuda.check(cudaFree(there), "Freeing memory of the GPU");
    }
    if (here != null) {
      Cuda.check(cudaFreeHost(here), "Freeing pinned memory");
    }
  }
}
