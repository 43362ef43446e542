package io.musicreclass.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Resources that are closed together, in reverse order of opening. All {@link Stoppable} ones are
 * asked to stop first, which lets them wind down in parallel. A resource added after {@link #close}
 * is closed immediately.
 */
public final class Closer {
  private static final Logger LOG = Logger.getLogger(Closer.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>(); // guarded by itself
  private boolean closed; // guarded by open

  /**
   * Registers a resource to be closed by {@link #close}.
   *
   * @throws IllegalStateException if that was called already; the resource is closed then
   */
  public <T extends AutoCloseable> T add(T opened) {
    synchronized (open) {
      if (!closed) {
        open.push(opened);
        return opened;
      }
    }
    close(opened);
    throw new IllegalStateException(
        opened.getClass().getSimpleName() + " was opened during shutdown");
  }

  /** Closes all resources; a failure is logged and does not keep the others from being closed. */
  public void close() {
    stop();
    for (AutoCloseable next = next(); next != null; next = next()) {
      close(next);
    }
  }

  private void stop() {
    List<AutoCloseable> all;
    synchronized (open) {
      closed = true;
      all = List.copyOf(open);
    }
    all.stream().filter(Stoppable.class::isInstance).forEach(opened -> ((Stoppable) opened).stop());
  }

  private @Nullable AutoCloseable next() {
    synchronized (open) {
      return open.poll();
    }
  }

  private static void close(AutoCloseable opened) {
    try {
      opened.close();
    } catch (Exception | Error e) { // the remaining resources must still be closed
      LOG.errorf("Failed to close: resource=%s reason=%s", opened.getClass().getSimpleName(), e);
    }
  }

  /** Closes all resources after a failed start, whose cause stays the one reported. */
  public void closeAfter(Throwable cause) {
    try {
      close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
