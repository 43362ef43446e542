package io.musicreclass.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What was opened, to be closed in reverse order. All are told at first that the end has come, so
 * that they end side by side. What is added after that is closed at once: nobody would close it
 * later.
 */
public final class Closer {
  private static final Logger LOG = Logger.getLogger(Closer.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>(); // guarded by itself
  private boolean closed; // guarded by open

  /**
   * Keeps it until {@link #close}.
   *
   * @throws IllegalStateException when that has been called; it is closed then
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
        opened.getClass().getSimpleName() + " was opened while everything is being closed");
  }

  /** Closes all; one that fails is logged and keeps no other from being closed. */
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
    } catch (Exception | Error e) { // as AutoCloseable declares it; and the others must be closed
      LOG.errorf("%s does not close: %s", opened.getClass().getSimpleName(), e);
    }
  }

  /** Closes all after a failed start, whose cause stays the one to be told. */
  public void closeAfter(Throwable cause) {
    try {
      close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
