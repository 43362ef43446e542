package io.musicreclass.classify;

import io.musicreclass.priority.BackgroundWork;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Something that is loaded when it is first needed, until it is closed for good. May be used by
 * many threads.
 */
final class LazyResource<T extends AutoCloseable> {
  /** How it is loaded. */
  @FunctionalInterface
  interface Loader<T> {
    T load() throws IOException;
  }

  private final Loader<T> loader;
  private @Nullable T loaded;
  private boolean closed;

  LazyResource(Loader<T> loader) {
    this.loader = loader;
  }

  /**
   * The resource; loads it if it is not loaded.
   *
   * @throws ModelLoadException if it cannot be loaded
   * @throws IllegalStateException if it was closed
   */
  synchronized T get() throws ModelLoadException {
    if (closed) {
      throw new IllegalStateException("This model is closed: the program is stopping");
    }
    if (loaded == null) {
      try {
        loaded = BackgroundWork.loaded(loader::load);
      } catch (IOException e) {
        throw new ModelLoadException(String.valueOf(e.getMessage()), e);
      }
    }
    return loaded;
  }

  /** Whether {@link #get} has nothing to load. */
  synchronized boolean isLoaded() {
    return loaded != null;
  }

  /** Removes what was loaded, for the caller to close; null if nothing was. */
  synchronized @Nullable T take() {
    T taken = loaded;
    loaded = null;
    return taken;
  }

  /** The same, for good: it cannot be loaded again. */
  synchronized @Nullable T close() {
    closed = true;
    return take();
  }
}
