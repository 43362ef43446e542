package io.musicreclass.engine.tensorrt.nvidia;

import io.musicreclass.engine.tensorrt.GpuMemoryException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** A native object that is freed exactly once. */
final class NativeHandle<P extends Pointer> implements AutoCloseable {
  private static final long PAGE = 4096;
  private static final Pattern MEMORY = Pattern.compile("(?i)out ?of ?memory");

  private final String what;
  private final AtomicReference<@Nullable P> pointer;
  private final Consumer<P> free;

  private NativeHandle(String what, P pointer, Consumer<P> free) {
    this.what = what;
    this.pointer = new AtomicReference<>(pointer);
    this.free = free;
  }

  /**
   * Takes ownership of a native object.
   *
   * @param made null if it could not be created
   * @throws GpuMemoryException if TensorRT ran out of memory
   * @throws IOException if it could not be created, with TensorRT's message
   */
  static <P extends Pointer> NativeHandle<P> of(
      String what, @Nullable P made, TensorRtLogger log, Consumer<P> free) throws IOException {
    // A null pointer cast to another base class may be a small non-zero address.
    if (made == null || made.address() < PAGE) {
      String message = "TensorRT cannot create the " + what + log.takeErrors();
      throw MEMORY.matcher(message).find()
          ? new GpuMemoryException(message)
          : new IOException(message);
    }
    return new NativeHandle<>(what, made, free);
  }

  /** A TensorRT object that C++'s {@code delete} frees. */
  static <P extends Pointer> NativeHandle<P> of(String what, @Nullable P made, TensorRtLogger log)
      throws IOException {
    return of(what, made, log, Destructor::delete);
  }

  /**
   * The native object.
   *
   * @throws IllegalStateException after it was closed
   */
  P get() {
    P open = pointer.get();
    if (open == null) {
      throw new IllegalStateException("This " + what + " is closed");
    }
    return open;
  }

  @Override
  public void close() {
    P open = pointer.getAndSet(null);
    if (open != null) {
      free.accept(open);
    }
  }
}
