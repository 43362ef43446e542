package io.musicreclass.publish.mqtt;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * An MQTT broker inside this process, for trying things out: on 127.0.0.1 only, without login or
 * storage. Used only if no broker is configured.
 */
final class EmbeddedBroker implements Closeable {
  /** Messages stored for an offline subscriber; beyond that, the oldest are dropped. */
  private static final long MAX_STORED = 10_000;

  /** How often the broker looks for dead connections, expired messages and unused queues. */
  private static final long SCAN_MS = 60_000;

  /** How often it looks for delayed wills and sessions that have expired. */
  private static final long SESSION_SCAN_MS = 5_000;

  /** Referenced here because an unreferenced logger loses its level. */
  private static final List<Logger> QUIET =
      List.of(
          Logger.getLogger("org.apache.activemq"), Logger.getLogger("org.apache.activemq.audit"));

  private final ActiveMQServer server;

  private EmbeddedBroker(ActiveMQServer server) {
    this.server = server;
  }

  /**
   * Starts a broker.
   *
   * @return empty if something else listens on that port
   * @throws IllegalStateException if the broker does not start for another reason
   */
  static Optional<EmbeddedBroker> start(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      return Optional.empty();
    }
    QUIET.get(0).setLevel(Level.WARNING);
    QUIET.get(1).setLevel(Level.OFF);
    try {
      ActiveMQServer server = ActiveMQServers.newActiveMQServer(configuration(port), false);
      server.start();
      return Optional.of(new EmbeddedBroker(server));
    } catch (Exception e) { // Artemis declares no narrower one
      throw new IllegalStateException(
          "Cannot start the embedded MQTT broker (" + e.getMessage() + "): set reclass.mqtt.url",
          e);
    }
  }

  private static Configuration configuration(int port) throws Exception {
    AddressSettings all = new AddressSettings();
    all.setDefaultRingSize(MAX_STORED);
    all.setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP); // never pages to ./data
    // Without these two names Artemis warns about each new queue (AMQ222165, AMQ222166).
    all.setDeadLetterAddress(SimpleString.of("dead"));
    all.setExpiryAddress(SimpleString.of("expired"));
    return new ConfigurationImpl()
        .setPersistenceEnabled(false)
        .setSecurityEnabled(false)
        .setJMXManagementEnabled(false)
        .setGlobalMaxSize(-1) // bounded by MAX_STORED
        .setMaxDiskUsage(-1) // a full disk does not affect a broker without storage
        .setCriticalAnalyzer(false)
        .setConnectionTtlCheckInterval(SCAN_MS)
        .setMessageExpiryScanPeriod(SCAN_MS)
        .setAddressQueueScanPeriod(SCAN_MS)
        .setTransactionTimeoutScanPeriod(SCAN_MS)
        .setConfigurationFileRefreshPeriod(SCAN_MS)
        .setDiskScanPeriod((int) SCAN_MS)
        .setMqttSessionScanInterval(SESSION_SCAN_MS)
        .addAddressSetting("#", all)
        .addAcceptorConfiguration(
            "mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT;remotingThreads=2;useEpoll=false");
  }

  /** Stops the broker; idempotent. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) { // Artemis declares no narrower one
      throw new IllegalStateException("Cannot stop the embedded MQTT broker", e);
    }
  }
}
