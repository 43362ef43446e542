package io.musicreclass.cluster;

import io.musicreclass.lifecycle.StoppableThread;
import io.musicreclass.publish.mqtt.ConnectOptions;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.publish.mqtt.PahoClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the broker that is opened again whenever it ends. Every connection is a new one
 * to the broker, which keeps nothing for it: what was not answered is offered again. Thread-safe.
 */
final class BrokerLink implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(BrokerLink.class);
  private static final int KEEP_ALIVE_S = 10;
  private static final long ANSWER_MS = 5_000;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** From this reason code on the broker refuses. */
  private static final int FIRST_ERROR = 0x80;

  /** The broker has nobody to give the message to. */
  private static final int NO_SUBSCRIBERS = 0x10;

  private final MqttSettings settings;
  private final String clientId;
  private final int receiveMaximum;
  private final Consumer<Received> arrived;
  private final Runnable connected;
  private final StoppableThread thread;
  private volatile @Nullable PahoClient current;

  /** A message. It occupies one of the places of the receive maximum until {@link #acknowledge}. */
  record Received(String topic, MqttMessage message, PahoClient client) {
    byte[] payload() {
      return message.getPayload();
    }

    void acknowledge() {
      try {
        client.messageArrivedComplete(message.getId(), message.getQos());
      } catch (MqttException e) {
        // the connection has ended, and with it the broker's memory of the message
      }
    }
  }

  /**
   * @param receiveMaximum most messages that the broker sends before one is acknowledged
   * @param connected called on every connection; may subscribe
   * @param arrived receives messages on the client's own thread; must not block
   */
  BrokerLink(
      MqttSettings settings,
      String clientId,
      int receiveMaximum,
      Runnable connected,
      Consumer<Received> arrived) {
    this.settings = settings;
    this.clientId = clientId;
    this.receiveMaximum = receiveMaximum;
    this.connected = connected;
    this.arrived = arrived;
    this.thread = new StoppableThread("work-broker", Duration.ofSeconds(2), this::run);
  }

  void start() {
    thread.start();
  }

  boolean isConnected() {
    PahoClient client = current;
    return client != null && client.isConnected();
  }

  private void run() throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    boolean reported = false;
    do {
      CountDownLatch end = new CountDownLatch(1);
      try {
        connect(end);
        pause = FIRST_PAUSE;
        reported = false;
        while (current != null && isConnected() && !end.await(1, TimeUnit.SECONDS)) {
          // a connection may end without a callback
        }
      } catch (MqttException | IllegalArgumentException e) {
        if (!reported) {
          LOG.warnf("No connection for work: broker=%s reason=%s", settings.uri(), e.getMessage());
          reported = true;
        }
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      } finally {
        disconnect();
      }
    } while (!thread.pause(pause));
  }

  private void connect(CountDownLatch end) throws MqttException {
    PahoClient client = new PahoClient(settings.uri(), clientId);
    current = client;
    client.setManualAcks(true);
    client.setCallback(new Callbacks(client, end));
    MqttConnectionOptions options = ConnectOptions.withoutWill(settings);
    options.setKeepAliveInterval(KEEP_ALIVE_S);
    options.setReceiveMaximum(receiveMaximum);
    client.connect(options).waitForCompletion(3 * ANSWER_MS);
    LOG.infof("Connected for work: broker=%s", settings.uri());
    connected.run();
  }

  /**
   * Subscribes and waits for the broker. Not to be called by the client's own thread.
   *
   * @throws IOException if there is no connection, or the broker refuses
   */
  void subscribe(List<String> filters) throws IOException {
    if (filters.isEmpty()) {
      return;
    }
    try {
      IMqttToken token =
          client()
              .subscribe(
                  filters.stream()
                      .map(filter -> new MqttSubscription(filter, 1))
                      .toArray(MqttSubscription[]::new));
      token.waitForCompletion(ANSWER_MS);
      for (int reason : token.getReasonCodes()) {
        if (reason >= FIRST_ERROR) {
          throw new IOException("The broker refuses " + filters + ", reason code " + reason);
        }
      }
    } catch (MqttException e) {
      throw new IOException(e);
    }
  }

  /**
   * Publishes with QoS 1 and waits for the broker. Not to be called by the client's own thread.
   *
   * @param expiry how long the broker may keep the message
   * @return whether somebody receives it, as far as the broker tells
   * @throws IOException if it cannot be published
   */
  boolean publish(String topic, byte[] payload, Duration expiry) throws IOException {
    MqttProperties properties = new MqttProperties();
    properties.setMessageExpiryInterval(Math.max(1, expiry.toSeconds()));
    MqttMessage message = new MqttMessage(payload, 1, false, properties);
    try {
      IMqttToken token = client().publish(topic, message);
      token.waitForCompletion(ANSWER_MS);
      int[] reasons = token.getReasonCodes();
      int reason = reasons == null || reasons.length == 0 ? 0 : reasons[0];
      if (reason >= FIRST_ERROR) {
        throw new IOException("The broker refuses " + topic + ", reason code " + reason);
      }
      return reason != NO_SUBSCRIBERS;
    } catch (MqttException e) {
      throw new IOException(e);
    }
  }

  private PahoClient client() throws IOException {
    PahoClient client = current;
    if (client == null) {
      throw new IOException("There is no connection");
    }
    return client;
  }

  private void disconnect() {
    PahoClient client = current;
    current = null;
    if (client != null) {
      try {
        client.disconnectForcibly(0, 200, true);
        client.close();
      } catch (MqttException e) {
        // already disconnected
      }
    }
  }

  @Override
  public void close() {
    thread.stop();
    disconnect();
    thread.close();
  }

  private final class Callbacks implements MqttCallback {
    private final PahoClient client;
    private final CountDownLatch end;

    Callbacks(PahoClient client, CountDownLatch end) {
      this.client = client;
      this.end = end;
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
      end.countDown();
    }

    @Override
    public void mqttErrorOccurred(MqttException e) {
      end.countDown();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      arrived.accept(new Received(topic, message, client));
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String uri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
