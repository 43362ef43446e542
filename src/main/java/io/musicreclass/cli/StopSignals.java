package io.musicreclass.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * Handles SIGTERM, SIGINT (Ctrl+C) and SIGHUP. By default the JVM runs its shutdown hooks at once,
 * and ONNX Runtime's hook frees its environment while networks are still being loaded or run, which
 * crashes or hangs the process. So the program stops in order first, and the hooks run after that.
 *
 * <p>The JDK's only API for this, sun.misc.Signal of the module jdk.unsupported, is reached by
 * reflection, since javac's warning about its use cannot be switched off where it is used.
 */
final class StopSignals {
  private static final String HANG_UP = "HUP";
  private static final List<String> NAMES = List.of("TERM", "INT", HANG_UP);

  /** Added to the signal number, as in shells. */
  private static final int STATUS = 128;

  /** Shorter than systemd's TimeoutStopSec of 10 s. */
  private static final long GRACE_SECONDS = 9;

  /** The JVM's own handlers. */
  private static final Map<String, Object> FORMER = new ConcurrentHashMap<>();

  private StopSignals() {}

  /**
   * Calls {@code stop} with the exit status, 128 plus the signal number, on a signal. A process
   * still running 9 s later is halted; a second signal halts it at once.
   */
  static void handle(IntConsumer stop) {
    AtomicBoolean stopping = new AtomicBoolean();
    set(
        NAMES,
        (name, handler) ->
            calling(
                handler,
                number -> {
                  int status = STATUS + number;
                  if (stopping.getAndSet(true)) {
                    Runtime.getRuntime().halt(status);
                  }
                  haltAfterGrace(status);
                  stop.accept(status);
                }));
  }

  /** Calls {@code action} on SIGHUP, in place of {@link #handle}'s. */
  static void handleHangUp(Runnable action) {
    set(List.of(HANG_UP), (name, handler) -> calling(handler, number -> action.run()));
  }

  /** A handler that is given the signal's number. */
  private static Object calling(Class<?> handler, IntConsumer action) {
    return Proxy.newProxyInstance(
        handler.getClassLoader(),
        new Class<?>[] {handler},
        (proxy, method, arguments) -> {
          action.accept(Integer.parseInt(number(arguments[0])));
          return null;
        });
  }

  /** Signals run the JVM's shutdown hooks again, as before {@link #handle}. */
  static void restore() {
    if (FORMER.size() == NAMES.size()) {
      set(NAMES, (name, handler) -> FORMER.get(name));
    }
  }

  private static String number(Object signal) throws ReflectiveOperationException {
    return signal.getClass().getMethod("getNumber").invoke(signal).toString();
  }

  /** Creates the handler of a signal, given the handler interface. */
  private interface Factory {
    Object of(String name, Class<?> handler);
  }

  private static void set(List<String> names, Factory factory) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      for (String name : names) {
        Object former =
            signal
                .getMethod("handle", signal, handler)
                .invoke(
                    null,
                    signal.getConstructor(String.class).newInstance(name),
                    factory.of(name, handler));
        FORMER.putIfAbsent(name, former);
      }
    } catch (ReflectiveOperationException e) {
      // A JVM without this class, or with -Xrs: signals keep their default.
    }
  }

  private static void haltAfterGrace(int status) {
    Thread guard =
        new Thread(
            () -> {
              try {
                TimeUnit.SECONDS.sleep(GRACE_SECONDS);
                Runtime.getRuntime().halt(status);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stop-guard");
    guard.setDaemon(true);
    guard.start();
  }
}
