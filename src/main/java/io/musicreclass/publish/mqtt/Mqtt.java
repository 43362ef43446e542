package io.musicreclass.publish.mqtt;

import io.musicreclass.publish.NodeTopics;
import io.musicreclass.publish.ReceivedMessage;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.track.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A node's voice at the broker: connects in the background and again for ever, says {@code status}
 * online and offline, repeats what was announced after each connect. Owns no message: one that the
 * broker has not acknowledged stays its sender's.
 */
public final class Mqtt implements AutoCloseable {
  /** How many letters a sender may have unacknowledged. */
  public static final int MAX_IN_FLIGHT = 15;

  static final String OFFLINE = "offline";

  private static final Logger LOG = Logger.getLogger(Mqtt.class);
  private static final Duration FAREWELL = Duration.ofSeconds(6);

  private final MqttSettings settings;
  private final String base;
  private final Backoff backoff;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread loop = daemon(this::run, "mqtt");
  private final CommandSubscriber commands;
  private final ExecutorService completions =
      Executors.newSingleThreadExecutor(task -> daemon(task, "mqtt-acknowledged"));

  private final Object lock = new Object();
  private final Announcements announcements; // guarded by lock
  private @Nullable Connection connection; // guarded by lock
  private volatile Runnable onConnected = () -> {};
  private volatile String problem = "Not connected to the MQTT broker yet";
  private volatile String refusal = "";
  private volatile String oversize = "";

  /** A voice that is silent until {@link #start}. */
  public Mqtt(MqttSettings settings) {
    this(settings, new Backoff(RandomGenerator.getDefault(), Backoff.SHORTEST));
  }

  Mqtt(MqttSettings settings, Backoff backoff) {
    this.settings = settings;
    this.base = NodeTopics.base(settings.node());
    this.backoff = backoff;
    this.commands = new CommandSubscriber(settings, this::announceAgain);
    this.announcements = new Announcements(settings, this::refused, this::oversized);
  }

  /**
   * Listens to commands and requests. To be called before {@link #start}.
   *
   * @param listener called by one thread, one message after the other
   */
  public void listen(Consumer<ReceivedMessage> listener) {
    commands.listener(listener);
  }

  /**
   * Lets Home Assistant find this node, if the settings want that; again when something changed.
   */
  public void announceDevice(DeviceDescription device) {
    synchronized (lock) {
      announcements.device(device);
      if (connection != null) {
        announcements.publishDiscovery(connection);
      }
    }
  }

  /**
   * Starts connecting and returns at once.
   *
   * @param onConnected called on this object's own thread after each connect, when {@code status}
   *     and announcements are on their way; must return soon
   */
  public void start(Runnable onConnected) {
    this.onConnected = onConnected;
    loop.start();
  }

  public boolean connected() {
    synchronized (lock) {
      return connection != null;
    }
  }

  /**
   * Why there is no connection, or what the broker does not allow, in plain words with the mend;
   * empty when all is well.
   */
  public String problem() {
    return problem.isEmpty() ? refusals() : problem;
  }

  /** What the broker does not allow while there is a connection; empty when all is well. */
  public String refusals() {
    return refusal.isEmpty() ? oversize : refusal;
  }

  /** Remembers when a message was too large. */
  private CompletableFuture<Void> noted(CompletableFuture<Void> sent) {
    var unused =
        sent.whenComplete(
            (done, failure) -> {
              if (failure instanceof MessageTooLargeException tooLarge) {
                oversized(tooLarge.getMessage());
              }
            });
    return sent; // not what comes after it, which would wrap the failure
  }

  private void oversized(String why) {
    if (!why.equals(oversize)) {
      LOG.warn(why);
    }
    oversize = why;
  }

  /**
   * Publishes with QoS 1, in the order of the calls. Not for more than {@link #MAX_IN_FLIGHT}
   * letters at once.
   *
   * @return completes on a thread of its own when the broker has acknowledged; fails with {@link
   *     NotConnected}, at once when there is no connection, else when it ends before, and with
   *     {@link MessageTooLargeException} when the broker takes none of that size
   */
  public CompletableFuture<Void> publish(OutboxMessage letter) {
    synchronized (lock) {
      if (connection == null) {
        return CompletableFuture.failedFuture(
            new NotConnectedException("No connection to the broker"));
      }
      return noted(connection.send(base + letter.topic(), letter.payload(), letter.retained()));
    }
  }

  /**
   * Publishes a state, retained: now if there is a connection, and again after each connect. The
   * newest payload of a topic replaces the one before.
   *
   * @param topic below the node's base, such as {@code stats}
   */
  public void announce(String topic, String payload) {
    synchronized (lock) {
      announcements.state(topic, payload);
      if (connection != null) {
        announcements.publish(connection, topic, payload);
      }
    }
  }

  /**
   * Publishes a state, retained, after each connect and when Home Assistant has started.
   *
   * @param topic below the node's base, such as {@code last}
   * @param payload looked up each time; must be quick and must not throw
   */
  public void announceOnConnect(String topic, Supplier<Optional<String>> payload) {
    synchronized (lock) {
      announcements.state(topic, payload);
    }
  }

  /**
   * Answers a message: where its sender wishes, else on {@code topic}. Lost without a connection.
   *
   * @param topic below the node's base, such as {@code response/lookup}
   */
  public void answer(ReceivedMessage question, String topic, String payload) {
    MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
    message.setQos(1);
    question.mark(message);
    String wished = question.responseTopic().orElse(base + topic);
    if (!ResponseTopics.answerable(wished, settings)) {
      LOG.warnf("An answer is wished where none may go: topic=%s", NodeTopics.shown(wished));
      return;
    }
    synchronized (lock) {
      if (connection != null) {
        var unused = noted(connection.sendIfAllowed(wished, message));
      }
    }
  }

  /**
   * Says {@code offline}, waits up to two seconds for what is on its way and disconnects. Letters
   * that were not acknowledged fail.
   */
  @Override
  public void close() {
    closing.countDown();
    synchronized (lock) {
      if (connection != null) {
        connection.leave();
      }
    }
    try {
      loop.join(FAREWELL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      do {
        connectOnce();
      } while (!closing.await(backoff.next(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts this thread but the end of the JVM
    } finally {
      commands.close();
      completions.shutdown();
    }
  }

  /** One connection, from the attempt to its end. */
  private void connectOnce() throws InterruptedException {
    try (Connection current = Connection.open(settings, completions, commands::arrived)) {
      long since = System.nanoTime();
      String why;
      try {
        announceAll(current);
        why = current.awaitEnd();
      } finally {
        synchronized (lock) {
          connection = null;
        }
      }
      boolean held = backoff.held(Duration.ofNanos(System.nanoTime() - since));
      tell(held ? why : ConnectionErrors.lostImmediately(why));
      if (why.isEmpty()) {
        announcements.publish(current, NodeTopics.STATUS, OFFLINE);
      }
    } catch (MqttException | RuntimeException e) {
      tell(ConnectionErrors.connecting(e, settings));
    }
  }

  private void announceAll(Connection current) throws MqttException {
    List<String> deaf = current.subscribe(commands.filters());
    refusal = "";
    oversize = "";
    deaf.forEach(filter -> refused(ConnectionErrors.subscriptionRefused(filter)));
    synchronized (lock) {
      announcements.publishAll(current);
      connection = current;
      if (closing.getCount() == 0) {
        current.leave();
      }
    }
    problem = "";
    LOG.infof("Connected to the MQTT broker: url=%s, base=%s", settings.uri(), base);
    try {
      onConnected.run();
    } catch (RuntimeException e) {
      LOG.error("A listener failed after connecting to the MQTT broker", e);
    }
  }

  /** Home Assistant has started, and knows nothing yet. */
  private void announceAgain() {
    synchronized (lock) {
      if (connection != null) {
        announcements.publishAll(connection);
      }
    }
  }

  private void refused(String why) {
    if (!why.equals(refusal)) {
      LOG.warn(why);
    }
    refusal = why;
  }

  private void tell(String trouble) {
    if (!trouble.isEmpty() && !trouble.equals(problem)) {
      LOG.warn(trouble);
    }
    problem = trouble;
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
