package io.musicreclass.systemd;

import io.musicreclass.lifecycle.Stoppable;
import io.musicreclass.lifecycle.StoppableThread;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Entry point: keeps the service manager informed from a thread of its own, if one has started the
 * program. It is told that the program is alive only while the work makes progress; if it has asked
 * for that ({@code WatchdogSec=}), it restarts a program that does not.
 */
public final class ServiceManager implements Stoppable {
  private static final Logger LOG = Logger.getLogger(ServiceManager.class);
  private static final Duration STARTING_INTERVAL = Duration.ofMillis(200);
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final String READY = "READY=1\n";

  private final Optional<NotifySocket> socket;
  private final Duration interval;
  private final Supplier<ServiceState> state;
  private final StoppableThread thread =
      new StoppableThread("service-manager", CLOSE_TIMEOUT, this::run);
  private String told = ""; // used by the thread
  private boolean wasAlive = true;

  /**
   * @param environment with {@code NOTIFY_SOCKET} and {@code WATCHDOG_USEC} if there is a service
   *     manager
   * @param state asked every few seconds; must not wait for disks or networks
   */
  public ServiceManager(Map<String, String> environment, Supplier<ServiceState> state) {
    this.socket = Optional.ofNullable(environment.get("NOTIFY_SOCKET")).flatMap(NotifySocket::of);
    this.interval = interval(environment.getOrDefault("WATCHDOG_USEC", ""));
    this.state = state;
  }

  /** Whether a service manager has started the program. */
  public static boolean isPresent(Map<String, String> environment) {
    return environment.containsKey("NOTIFY_SOCKET");
  }

  /** A third of the watchdog's time, so that a late message does not cause a restart. */
  private static Duration interval(String watchdogMicroseconds) {
    try {
      Duration third = Duration.ofNanos(Long.parseLong(watchdogMicroseconds) * 1000 / 3);
      return third.compareTo(LONGEST_INTERVAL) < 0 ? third : LONGEST_INTERVAL;
    } catch (NumberFormatException e) {
      return LONGEST_INTERVAL;
    }
  }

  public void start() {
    if (socket.isPresent()) {
      thread.start();
    }
  }

  private void run() throws InterruptedException {
    boolean ready = false;
    do {
      ServiceState now = state.get();
      boolean becomesReady = now.ready() && !ready;
      String status = now.status().replace('\n', ' ');
      String message =
          (becomesReady ? READY : "")
              + (status.equals(told) ? "" : "STATUS=" + status + "\n")
              + (isAlive(now) ? "WATCHDOG=1\n" : "");
      if (tell(message)) { // otherwise all of it is told again
        ready |= becomesReady;
        told = status;
      }
    } while (!thread.pause(ready ? interval : STARTING_INTERVAL));
  }

  private boolean isAlive(ServiceState now) {
    if (wasAlive && !now.alive()) {
      LOG.error("The work makes no progress: the service manager is to restart the program");
    }
    wasAlive = now.alive();
    return wasAlive;
  }

  private boolean tell(String message) {
    return message.isEmpty() || socket.map(to -> to.send(message)).orElse(true);
  }

  /** Settings are read again; {@link #reloaded} follows. */
  public void reloading() {
    // as of sd_notify(3) of systemd 253 the time is required; earlier versions ignore it
    var unused = tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000 + "\n");
  }

  /** The end of {@link #reloading}, whether it has succeeded or not. */
  public void reloaded() {
    var unused = tell(READY);
  }

  @Override
  public void stop() {
    thread.stop();
  }

  /** Says that the program is about to end. */
  @Override
  public void close() {
    var unused = tell("STOPPING=1\n");
    thread.close();
  }
}
