package io.musicreclass.publish.mqtt;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Opens one connection after the other, with a backoff between attempts, until it is stopped. */
final class ReconnectLoop {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(6);

  /** Uses a connection while it lasts. */
  interface Handler {
    /** The connection was opened. */
    void opened(Connection connection) throws MqttException;

    /** The connection has ended or is being left; it must not be used any more. */
    void closed();

    /** The connection is being left: the last messages may be sent. */
    void leaving(Connection connection);
  }

  private final MqttSettings settings;
  private final Backoff backoff;
  private final CommandSubscriber commands;
  private final BrokerProblems problems;
  private final Handler handler;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = daemonThread(this::run, "mqtt");
  private final ExecutorService completions =
      Executors.newSingleThreadExecutor(task -> daemonThread(task, "mqtt-acknowledged"));

  /**
   * @param commands receives messages; closed when the loop ends
   * @param problems records why there is no connection
   */
  ReconnectLoop(
      MqttSettings settings,
      Backoff backoff,
      CommandSubscriber commands,
      BrokerProblems problems,
      Handler handler) {
    this.settings = settings;
    this.backoff = backoff;
    this.commands = commands;
    this.problems = problems;
    this.handler = handler;
  }

  void start() {
    thread.start();
  }

  boolean stopping() {
    return stopping.getCount() == 0;
  }

  /** Opens no further connection; one that is open is left by its owner. */
  void stop() {
    stopping.countDown();
  }

  /** Waits up to 6 s for the end of the loop. */
  void join() {
    try {
      thread.join(STOP_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      do {
        connectOnce();
      } while (!stopping.await(backoff.next(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // happens only when the JVM exits
    } finally {
      commands.close();
      completions.shutdown();
    }
  }

  /** Opens one connection and waits for its end. */
  private void connectOnce() throws InterruptedException {
    try (Connection connection = Connection.open(settings, completions, commands::arrived)) {
      long since = System.nanoTime();
      String why;
      try {
        handler.opened(connection);
        why = connection.awaitEnd();
      } finally {
        handler.closed();
      }
      boolean stable = backoff.ended(Duration.ofNanos(System.nanoTime() - since));
      problems.disconnected(stable ? why : ConnectionErrors.lostImmediately(why));
      if (why.isEmpty()) {
        handler.leaving(connection);
      }
    } catch (MqttException | RuntimeException e) {
      problems.disconnected(ConnectionErrors.connecting(e, settings));
    }
  }

  /** A thread that does not keep the JVM running. */
  static Thread daemonThread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
