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
 * What a node listens to: commands and requests below its base, and Home Assistant's birth. All is
 * worked on by one thread of its own, in order; what nobody could work off in time is dropped.
 */
final class CommandSubscriber implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CommandSubscriber.class);
  private static final int MOST_WAITING = 200;

  /** Home Assistant's own topic for it, which does not follow the discovery prefix. */
  private static final String BIRTH = "homeassistant/status";

  private static final List<String> COMMANDS = List.of("set/+", "request/+");

  private final String base;
  private final List<String> births = new ArrayList<>();
  private final Runnable born;
  private final ThreadPoolExecutor worker;
  private @Nullable Consumer<ReceivedMessage> listener;

  /**
   * @param born called when Home Assistant has started
   */
  CommandSubscriber(MqttSettings settings, Runnable born) {
    this.base = NodeTopics.base(settings.node());
    this.born = born;
    settings
        .discovery()
        .ifPresent(
            prefix -> {
              births.add(BIRTH);
              if (!BIRTH.equals(prefix + "/status")) {
                births.add(prefix + "/status");
              }
            });
    this.worker =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> Mqtt.daemon(task, "mqtt-heard"));
  }

  /** Who gets commands and requests; to be said before the first connect. */
  void listener(Consumer<ReceivedMessage> who) {
    listener = who;
  }

  /** What to subscribe to. */
  List<String> filters() {
    List<String> filters = new ArrayList<>(births);
    if (listener != null) {
      COMMANDS.forEach(command -> filters.add(base + command));
    }
    return filters;
  }

  /** Takes a message from the client's thread. */
  void arrived(String topic, MqttMessage message) {
    if (message.isRetained()) {
      if (topic.startsWith(base)) {
        LOG.infof(
            "An old command is ignored, since it was sent as retained: topic=%s",
            NodeTopics.shown(topic));
      }
      return;
    }
    try {
      if (births.contains(topic)) {
        if (new String(message.getPayload(), StandardCharsets.UTF_8).equals("online")) {
          worker.execute(born);
        }
      } else if (topic.startsWith(base) && message.getPayload().length > 0) {
        ReceivedMessage heard = ReceivedMessage.of(topic.substring(base.length()), message);
        worker.execute(() -> tell(heard));
      }
    } catch (RejectedExecutionException e) {
      LOG.warnf(
          "Too many MQTT commands at once, this one is dropped: topic=%s", NodeTopics.shown(topic));
    }
  }

  private void tell(ReceivedMessage heard) {
    Consumer<ReceivedMessage> who = listener;
    if (who == null) {
      return;
    }
    try {
      who.accept(heard);
    } catch (RuntimeException e) {
      LOG.errorf(e, "An MQTT command could not be worked on: topic=%s", heard);
    }
  }

  /** Drops what waits. */
  @Override
  public void close() {
    worker.shutdownNow();
  }
}
