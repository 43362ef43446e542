package io.musicreclass.engine.tensorrt.nvidia;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.bytedeco.tensorrt.nvinfer.ILogger;
import org.jboss.logging.Logger;

/** Receives TensorRT's log messages, from any of its threads. */
final class TensorRtLogger extends ILogger {
  private static final Logger LOG = Logger.getLogger("io.musicreclass.engine.tensorrt");
  private static final int KEPT = 3;

  private final Deque<String> errors = new ArrayDeque<>();
  private volatile Consumer<String> listener = line -> {};

  @Override
  public void log(Severity severity, String line) {
    if (severity.value <= Severity.kERROR.value) {
      synchronized (errors) {
        errors.addLast(line);
        if (errors.size() > KEPT) {
          errors.removeFirst();
        }
      }
    }
    LOG.debug(line);
    try {
      listener.accept(line);
    } catch (RuntimeException e) {
      // An exception in TensorRT's threads would end the process.
      LOG.warnf("Failed to read a TensorRT message: error=%s", e);
    }
  }

  /** Sets the listener of every message, replacing the earlier one. */
  void listen(Consumer<String> next) {
    listener = next;
  }

  /** Returns and clears the latest errors, as the end of a message; empty if there are none. */
  String takeErrors() {
    synchronized (errors) {
      String text = errors.isEmpty() ? "" : ": " + String.join("; ", errors);
      errors.clear();
      return text;
    }
  }
}
