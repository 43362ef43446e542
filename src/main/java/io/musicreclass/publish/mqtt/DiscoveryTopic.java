package io.musicreclass.publish.mqtt;

import io.musicreclass.publish.NodeTopics;
import io.musicreclass.publish.homeassistant.Discovery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The id below which this node announces itself to Home Assistant. A node that has used the former
 * one keeps it: moving would remove the device with its areas and names. One that does not know,
 * because it is new or its ledger was lost, looks at what the broker retains.
 */
final class DiscoveryTopic {
  private static final Logger LOG = Logger.getLogger(DiscoveryTopic.class);
  private static final long ANSWER_TIMEOUT_S = 5;

  private final MqttSettings settings;
  private final String formerTopic;
  private final String marker;
  private Consumer<String> store = id -> {};
  private volatile String id = "";
  private volatile @Nullable CompletableFuture<Boolean> question;

  DiscoveryTopic(MqttSettings settings) {
    this.settings = settings;
    this.formerTopic =
        Discovery.topic(settings.discovery().orElse(""), Discovery.formerId(settings.node()));
    this.marker = NodeTopics.base(settings.node()) + NodeTopics.RESPONSE + "discovery";
  }

  /**
   * Sets what is known; call before the first connect.
   *
   * @param known empty: the broker is asked
   * @param onDecided stores the broker's answer
   */
  void recall(Optional<String> known, Consumer<String> onDecided) {
    id = known.orElse("");
    store = onDecided;
  }

  /** The id; empty until it is decided. */
  String id() {
    return id;
  }

  /** Asks the broker if the id is not known. Blocks until it has answered. */
  void decide(Connection connection) throws MqttException {
    if (!id.isEmpty() || settings.discovery().isEmpty()) {
      return;
    }
    String node = settings.node();
    id = isFormerRetained(connection) ? Discovery.formerId(node) : Discovery.id(node);
    try {
      store.accept(id);
    } catch (RuntimeException e) {
      LOG.warnf("Failed to store the discovery topic: reason=%s", e.getMessage());
    }
  }

  private boolean isFormerRetained(Connection connection) throws MqttException {
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    question = asked;
    try {
      if (!connection.subscribe(List.of(formerTopic, marker)).isEmpty()) {
        return false; // a broker that lets this node announce itself but not read that
      }
      // Sent back by the broker after the retained message.
      connection
          .sendIfAllowed(marker, new MqttMessage(new byte[] {'?'}, 1, false, null))
          .exceptionally(failure -> complete(asked, false));
      return asked.get(ANSWER_TIMEOUT_S, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      question = null;
    }
  }

  private static @Nullable Void complete(CompletableFuture<Boolean> asked, boolean former) {
    asked.complete(former);
    return null;
  }

  /** Takes a message that answers the question; returns whether it is one. */
  boolean arrived(String topic, MqttMessage message) {
    CompletableFuture<Boolean> asked = question;
    if (topic.equals(marker)) {
      if (asked != null) {
        asked.complete(false);
      }
      return true;
    }
    if (!topic.equals(formerTopic)) {
      return false;
    }
    String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
    if (asked != null && message.isRetained() && Discovery.isOf(settings.node(), payload)) {
      asked.complete(true);
    }
    return true;
  }
}
