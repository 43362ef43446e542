package io.musicreclass.engine.tensorrt.nvidia;

import static org.bytedeco.cuda.global.cudart.cudaStreamCreateWithFlags;
import static org.bytedeco.cuda.global.cudart.cudaStreamDestroy;
import static org.bytedeco.cuda.global.cudart.cudaStreamNonBlocking;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;

import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.jspecify.annotations.Nullable;

/** A CUDA stream that does not synchronise with the default stream. */
final class CudaStream implements AutoCloseable {
  private final AtomicReference<@Nullable CUstream_st> stream;

  CudaStream() {
    CUstream_st made = new CUstream_st();
    Cuda.check(cudaStreamCreateWithFlags(made, cudaStreamNonBlocking), "Creating a stream");
    stream = new AtomicReference<>(made);
  }

  CUstream_st get() {
    CUstream_st open = stream.get();
    if (open == null) {
      throw new IllegalStateException("This stream is closed");
    }
    return open;
  }

  /** Waits until all queued work is done; throws if any of it failed. */
  void await() {
    Cuda.check(cudaStreamSynchronize(get()), "Running the network");
  }

  @Override
  public void close() {
    CUstream_st open = stream.getAndSet(null);
    if (open != null) {
      Cuda.check(cudaStreamDestroy(open), "Freeing a stream");
    }
  }
}
