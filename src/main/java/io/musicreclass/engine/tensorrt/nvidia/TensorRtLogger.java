package io.musicreclass.engine.tensorrt.nvidia;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.bytedeco.tensorrt.nvinfer.ILogger;
import org.jboss.logging.Logger;

/** Hears what TensorRT says, from any of its threads. */
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
      // Thrown into TensorRT's threads it would end the process.
      LOG.warnf("What TensorRT says was not understood: %s", e);
    }
  }

  /** Lets somebody hear every line until the next one listens. */
  void listen(Consumer<String> next) {
    listener = next;
  }

  /** The newest errors as the end of a message, and forgets them; empty when there are none. */
  String words() {
    synchronized (errors) {
      String words = errors.isEmpty() ? "" : ": " + String.join("; ", errors);
      errors.clear();
      return words;
    }
  }
}
