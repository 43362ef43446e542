package io.musicreclass.publish.mqtt;

import io.musicreclass.publish.NodeTopics;
import io.musicreclass.publish.ReceivedMessage;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.track.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A node's connection to the broker: connects and reconnects in the background, publishes {@code
 * status}, and publishes all announcements after each connect. Stores no messages: a sender keeps
 * its message until the broker has acknowledged it.
 */
public final class Mqtt implements AutoCloseable {
  /** How many messages may be unacknowledged at a time. */
  public static final int MAX_IN_FLIGHT = 15;

  static final String OFFLINE = "offline";

  private static final Logger LOG = Logger.getLogger(Mqtt.class);

  private final MqttSettings settings;
  private final String base;
  private final BrokerProblems problems = new BrokerProblems();
  private final DiscoveryTopic discoveryTopic;
  private final CommandSubscriber commands;
  private final ReconnectLoop loop;

  private final Object lock = new Object();
  private final Announcements announcements; // guarded by lock
  private @Nullable Connection connection; // guarded by lock
  private volatile Runnable onConnected = () -> {};

  /** A connection that is made after {@link #start}. */
  public Mqtt(MqttSettings settings) {
    this(settings, new Backoff(RandomGenerator.getDefault(), Backoff.FIRST_MS));
  }

  Mqtt(MqttSettings settings, Backoff backoff) {
    this.settings = settings;
    this.base = NodeTopics.base(settings.node());
    this.discoveryTopic = new DiscoveryTopic(settings);
    this.commands = new CommandSubscriber(settings, discoveryTopic, this::announceAgain);
    this.announcements = new Announcements(settings, discoveryTopic, problems);
    this.loop = new ReconnectLoop(settings, backoff, commands, problems, new ConnectionHandler());
  }

  /**
   * Subscribes to commands and requests. Call before {@link #start}.
   *
   * @param listener called with one message at a time, always by the same thread
   */
  public void listen(Consumer<ReceivedMessage> listener) {
    commands.listener(listener);
  }

  /** Sets the id announced before; if empty, what stores the one chosen on the first connect. */
  public void discoveryId(Optional<String> known, Consumer<String> onDecided) {
    discoveryTopic.recall(known, onDecided);
  }

  /** Announces this node to Home Assistant if discovery is enabled. Call again after a change. */
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
   * @param onConnected called on this object's own thread after each connect, once {@code status}
   *     and the announcements are being sent; must return quickly
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
   * Why there is no connection, or what the broker refuses; for users, with a remedy. Empty if
   * there is no problem.
   */
  public String problem() {
    return problems.current();
  }

  /** What the broker refuses although there is a connection; empty if nothing. */
  public String refusals() {
    return problems.refusals();
  }

  /**
   * Publishes with QoS 1, in the order of the calls. At most {@link #MAX_IN_FLIGHT} messages may be
   * unacknowledged.
   *
   * @return completes on a separate thread when the broker has acknowledged; fails with {@link
   *     NotConnectedException} if there is no connection or it ends before that, and with {@link
   *     MessageTooLargeException} if the message is larger than the broker accepts
   */
  public CompletableFuture<Void> publish(OutboxMessage message) {
    synchronized (lock) {
      if (connection == null) {
        return CompletableFuture.failedFuture(new NotConnectedException("Not connected"));
      }
      return problems.watch(
          connection.send(base + message.topic(), message.payload(), message.retained()));
    }
  }

  /**
   * Publishes a state, retained: now if there is a connection, and after each connect. A topic's
   * newest payload replaces the previous one.
   *
   * @param topic topic below the node's base, such as {@code stats}
   */
  public void announce(String topic, String payload) {
    synchronized (lock) {
      announcements.state(topic, payload);
      if (connection != null) {
        announcements.publish(connection, topic, payload);
      }
    }
  }

  /** Publishes a picture of the newest song, retained, as {@link #announce} does. */
  public void announceImage(byte[] png) {
    synchronized (lock) {
      announcements.image(png);
      if (connection != null) {
        announcements.publishImage(connection);
      }
    }
  }

  /**
   * Publishes a state, retained, after each connect and whenever Home Assistant starts.
   *
   * @param topic topic below the node's base, such as {@code last}
   * @param payload evaluated each time; must be quick and must not throw
   */
  public void announceOnConnect(String topic, Supplier<Optional<String>> payload) {
    synchronized (lock) {
      announcements.state(topic, payload);
    }
  }

  /**
   * Answers a request on its response topic, or on {@code topic} if it has none. The answer is lost
   * if there is no connection.
   *
   * @param topic topic below the node's base, such as {@code response/lookup}
   */
  public void answer(ReceivedMessage request, String topic, String payload) {
    MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
    message.setQos(1);
    request.correlate(message);
    String target = request.responseTopic().orElse(base + topic);
    if (!ResponseTopics.allowed(target, settings)) {
      LOG.warnf("Ignored response topic, not allowed: topic=%s", NodeTopics.loggable(target));
      return;
    }
    synchronized (lock) {
      if (connection != null) {
        var unused = problems.watch(connection.sendIfAllowed(target, message));
      }
    }
  }

  /**
   * Publishes {@code offline}, waits up to two seconds for acknowledgements and disconnects.
   * Messages not acknowledged by then fail.
   */
  @Override
  public void close() {
    loop.stop();
    synchronized (lock) {
      if (connection != null) {
        connection.leave();
      }
    }
    loop.join();
  }

  /** Publishes all announcements again, because Home Assistant has started. */
  private void announceAgain() {
    synchronized (lock) {
      if (connection != null) {
        announcements.publishAll(connection);
      }
    }
  }

  /** Publishes the announcements on each connection, and {@code offline} at its end. */
  private final class ConnectionHandler implements ReconnectLoop.Handler {
    @Override
    public void opened(Connection opened) throws MqttException {
      List<String> refused = opened.subscribe(commands.filters());
      problems.clearRefusals();
      refused.forEach(filter -> problems.refused(ConnectionErrors.subscriptionRefused(filter)));
      discoveryTopic.decide(opened);
      synchronized (lock) {
        announcements.publishAll(opened);
        connection = opened;
        if (loop.stopping()) {
          opened.leave();
        }
      }
      problems.connected();
      LOG.infof("Connected to the MQTT broker: url=%s base=%s", settings.uri(), base);
      try {
        onConnected.run();
      } catch (RuntimeException e) {
        LOG.error("Failed to call the listener after connecting to the MQTT broker", e);
      }
    }

    @Override
    public void closed() {
      synchronized (lock) {
        connection = null;
      }
    }

    @Override
    public void leaving(Connection leaving) {
      announcements.publish(leaving, NodeTopics.STATUS, OFFLINE);
    }
  }
}
