package io.musicreclass.publish;

import io.musicreclass.track.Letter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.common.MqttException;
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

  static final String STATUS = "status";
  static final String OFFLINE = "offline";

  private static final Logger LOG = Logger.getLogger(Mqtt.class);
  private static final String ONLINE = "online";
  private static final Duration FAREWELL = Duration.ofSeconds(6);

  private final MqttSettings settings;
  private final String base;
  private final Backoff backoff;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread loop = daemon(this::run, "mqtt");
  private final ExecutorService completions =
      Executors.newSingleThreadExecutor(task -> daemon(task, "mqtt-acknowledged"));

  private final Object lock = new Object();
  private final Map<String, String> announced = new LinkedHashMap<>(); // guarded by lock
  private @Nullable Connection connection; // guarded by lock
  private volatile Runnable onConnected = () -> {};
  private volatile String problem = "Not connected to the MQTT broker yet";

  /** A voice that is silent until {@link #start}. */
  public Mqtt(MqttSettings settings) {
    this(settings, new Backoff(RandomGenerator.getDefault(), Backoff.SHORTEST));
  }

  Mqtt(MqttSettings settings, Backoff backoff) {
    this.settings = settings;
    this.base = base(settings.node());
    this.backoff = backoff;
  }

  /** What all topics of a node start with, with the slash at its end. */
  static String base(String node) {
    return "reclass/" + node + "/";
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

  /** Why there is no connection, in plain words with the mend; empty while there is one. */
  public String problem() {
    return problem;
  }

  /**
   * Publishes with QoS 1, in the order of the calls. Not for more than {@link #MAX_IN_FLIGHT}
   * letters at once.
   *
   * @return completes on a thread of its own when the broker has acknowledged; fails with {@link
   *     NotConnected}, at once when there is no connection, else when it ends before
   */
  public CompletableFuture<Void> publish(Letter letter) {
    synchronized (lock) {
      if (connection == null) {
        return CompletableFuture.failedFuture(new NotConnected("No connection to the broker"));
      }
      return connection.send(base + letter.topic(), letter.payload(), letter.retained());
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
      announced.put(topic, payload);
      if (connection != null) {
        state(connection, topic, payload);
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
        live();
      } while (!closing.await(backoff.next(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts this thread but the end of the JVM
    } finally {
      completions.shutdown();
    }
  }

  /** One connection, from the attempt to its end. */
  private void live() throws InterruptedException {
    try (Connection current = Connection.open(settings, completions)) {
      long since = System.nanoTime();
      String why;
      try {
        greet(current);
        why = current.awaitEnd();
      } finally {
        synchronized (lock) {
          connection = null;
        }
      }
      boolean held = backoff.held(Duration.ofNanos(System.nanoTime() - since));
      tell(held ? why : Trouble.lostAtOnce(why));
      if (why.isEmpty()) {
        state(current, STATUS, OFFLINE);
      }
    } catch (MqttException | RuntimeException e) {
      tell(Trouble.connecting(e, settings));
    }
  }

  private void greet(Connection current) {
    synchronized (lock) {
      state(current, STATUS, ONLINE);
      announced.forEach((topic, payload) -> state(current, topic, payload));
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

  private void state(Connection current, String topic, String payload) {
    var unused = current.send(base + topic, payload, true); // lost: said again after the connect
  }

  private void tell(String trouble) {
    if (!trouble.isEmpty() && !trouble.equals(problem)) {
      LOG.warn(trouble);
    }
    problem = trouble;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
