package io.musicreclass.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.Logger;

/**
 * What was opened, to be closed in reverse order. All are told at first that the end has come, so
 * that they end side by side.
 */
final class Closer {
  private static final Logger LOG = Logger.getLogger(Closer.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T add(T opened) {
    open.push(opened);
    return opened;
  }

  /** Closes all; one that fails is logged and keeps no other from being closed. */
  synchronized void close() {
    open.stream()
        .filter(Stoppable.class::isInstance)
        .forEach(opened -> ((Stoppable) opened).stop());
    while (!open.isEmpty()) {
      AutoCloseable next = open.pop();
      try {
        next.close();
      } catch (Exception e) { // as AutoCloseable declares it
        LOG.errorf("%s does not close: %s", next.getClass().getSimpleName(), e.getMessage());
      }
    }
  }

  /** Closes all after a failed start, whose cause stays the one to be told. */
  void closeAfter(Throwable cause) {
    try {
      close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
