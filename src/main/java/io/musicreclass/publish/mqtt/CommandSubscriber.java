package io.musicreclass.publish.mqtt;

import io.musicreclass.publish.NodeTopics;
import io.musicreclass.publish.ReceivedMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Receives commands and requests below the node's base, and Home Assistant's birth message. They
 * are handled in order by one thread; messages that exceed its queue are dropped.
 */
final class CommandSubscriber implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CommandSubscriber.class);
  private static final int MAX_QUEUED = 200;

  /** Home Assistant's default birth topic, which does not follow the discovery prefix. */
  private static final String BIRTH = "homeassistant/status";

  private static final List<String> COMMANDS =
      List.of(NodeTopics.SET + "+", NodeTopics.REQUEST + "+");

  private final String base;
  private final List<String> birthTopics = new ArrayList<>();
  private final DiscoveryTopic discoveryTopic;
  private final Runnable onBirth;
  private final ThreadPoolExecutor worker;
  private @Nullable Consumer<ReceivedMessage> listener;

  /**
   * @param discoveryTopic receives the messages that it asked for
   * @param onBirth called when Home Assistant has started
   */
  CommandSubscriber(MqttSettings settings, DiscoveryTopic discoveryTopic, Runnable onBirth) {
    this.base = NodeTopics.base(settings.node());
    this.discoveryTopic = discoveryTopic;
    this.onBirth = onBirth;
    settings
        .discovery()
        .ifPresent(
            prefix -> {
              birthTopics.add(BIRTH);
              if (!BIRTH.equals(prefix + "/status")) {
                birthTopics.add(prefix + "/status");
              }
            });
    this.worker =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_QUEUED),
            task -> ReconnectLoop.daemonThread(task, "mqtt-received"));
  }

  /** Sets the receiver of commands and requests; call before the first connect. */
  void listener(Consumer<ReceivedMessage> receiver) {
    listener = receiver;
  }

  /** The topic filters to subscribe to. */
  List<String> filters() {
    List<String> filters = new ArrayList<>(birthTopics);
    if (listener != null) {
      COMMANDS.forEach(command -> filters.add(base + command));
    }
    return filters;
  }

  /** Queues a message; called by the client's thread. */
  void arrived(String topic, MqttMessage message) {
    if (discoveryTopic.arrived(topic, message)) {
      return;
    }
    if (message.isRetained()) {
      if (topic.startsWith(base)) {
        LOG.infof("Ignored retained command: topic=%s", NodeTopics.loggable(topic));
      }
      return;
    }
    try {
      if (birthTopics.contains(topic)) {
        if (new String(message.getPayload(), StandardCharsets.UTF_8).equals("online")) {
          worker.execute(onBirth);
        }
      } else if (topic.startsWith(base) && message.getPayload().length > 0) {
        ReceivedMessage received = ReceivedMessage.of(topic.substring(base.length()), message);
        worker.execute(() -> handle(received));
      }
    } catch (RejectedExecutionException e) {
      LOG.warnf("Dropped MQTT command, too many at once: topic=%s", NodeTopics.loggable(topic));
    }
  }

  private void handle(ReceivedMessage received) {
    Consumer<ReceivedMessage> receiver = listener;
    if (receiver == null) {
      return;
    }
    try {
      receiver.accept(received);
    } catch (RuntimeException e) {
      LOG.errorf(e, "Failed to handle MQTT command: topic=%s", received);
    }
  }

  /** Drops queued messages. */
  @Override
  public void close() {
    worker.shutdownNow();
  }
}
