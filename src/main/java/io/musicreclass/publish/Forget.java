package io.musicreclass.publish;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** Takes all that the broker keeps of a node away, so that Home Assistant forgets it, too. */
public final class Forget implements AutoCloseable {
  private static final long PATIENCE_MS = 15_000;
  private static final byte[] NOTHING = {};

  private final MqttSettings settings;
  private final String base;
  private final String marker;
  private final Client client;
  private final Map<String, String> kept = new ConcurrentHashMap<>();
  private final CountDownLatch complete = new CountDownLatch(1);

  private Forget(MqttSettings settings) throws MqttException {
    this.settings = settings;
    this.base = Mqtt.base(settings.node());
    this.marker = base + "response/forget";
    this.client = new Client(settings.uri(), "reclass-" + settings.node() + "-forget");
    client.setCallback(new Callbacks(new CompletableFuture<>(), this::arrived));
  }

  /**
   * Empties every retained topic of a node: those below its base, and its discovery.
   *
   * @param prefix what Home Assistant's discovery topics start with
   * @return the topics that were emptied
   * @throws IllegalStateException when a daemon is there, which would say everything again, or the
   *     broker cannot be reached or does not allow it; says the mend
   */
  public static Set<String> node(MqttSettings settings, String prefix) {
    try (Forget forget = new Forget(settings)) {
      return forget.all(prefix);
    } catch (MqttException e) {
      throw new IllegalStateException(Trouble.connecting(e, settings), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted before all was forgotten", e);
    }
  }

  private Set<String> all(String prefix) throws MqttException, InterruptedException {
    client.connect(Options.visitor(settings)).waitForCompletion(PATIENCE_MS);
    IMqttToken token = client.subscribe(base + "#", 1);
    token.waitForCompletion(PATIENCE_MS);
    if (token.getReasonCodes()[0] >= Mailbag.REFUSED) {
      throw new IllegalStateException(Trouble.deaf(base + "#"));
    }
    publish(marker, false); // the broker sends what it keeps before what comes now
    if (!complete.await(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("The MQTT broker does not answer: look into its log");
    }
    if (Announcements.ONLINE.equals(kept.get(base + Mqtt.STATUS))) {
      throw new IllegalStateException(
          "Reclass runs as "
              + settings.node()
              + " and would say everything again: stop it first (sudo systemctl stop reclass, or"
              + " Ctrl+C)");
    }
    Set<String> topics = new TreeSet<>(kept.keySet());
    topics.add(Discovery.topic(prefix, settings.node()));
    for (String topic : topics) {
      publish(topic, true);
    }
    return topics;
  }

  private void publish(String topic, boolean retained) throws MqttException {
    IMqttToken token = client.publish(topic, NOTHING, 1, retained);
    token.waitForCompletion(PATIENCE_MS);
    int[] reasons = token.getReasonCodes();
    if (reasons != null && reasons.length > 0 && reasons[0] >= Mailbag.REFUSED) {
      throw new IllegalStateException(Trouble.refused(reasons[0], topic));
    }
  }

  private void arrived(String topic, MqttMessage message) {
    if (topic.equals(marker)) {
      complete.countDown();
    } else if (message.isRetained()) {
      kept.put(topic, new String(message.getPayload(), StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 1000, true);
    client.close();
  }
}
