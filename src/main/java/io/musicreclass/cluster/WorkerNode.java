package io.musicreclass.cluster;

import io.musicreclass.publish.mqtt.MqttSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A machine that analyses songs for an owner and keeps nothing itself. It takes offers for the
 * stages that it can run, reads the songs from the shared folders, and sends back what it computed;
 * the broker forgets an offer only when its answer has been sent.
 */
public final class WorkerNode implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WorkerNode.class);

  /** The error of a worker that stops: another may take the song. */
  static final String LEAVING = "the worker stops";

  /** How long the broker may keep an answer for the owner. */
  private static final Duration EXPIRY = Duration.ofMinutes(1);

  /** How often an answer is sent again while there is no connection, and how long in between. */
  private static final int SENDINGS = 120;

  private static final Duration SENDING_PAUSE = Duration.ofMillis(500);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final String id = RandomIds.next();
  private final String name;
  private final WorkTopics topics;
  private final WorkMessages messages;
  private final OfferAnalysis offerAnalysis;
  private final int capacity;
  private final BrokerLink link;
  private final SeenLeases seen = new SeenLeases();
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final Map<String, Offer> waiting = new ConcurrentHashMap<>();
  private final ExecutorService analysing;
  private final ExecutorService control =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "work-presence"));
  private long number; // used by the control thread only
  private volatile String session = "";
  private volatile boolean subscribed;
  private volatile boolean closed;

  /**
   * @param name for people
   * @param slots how many songs are analysed at a time
   * @param longest the longest part of a song that is analysed
   */
  public WorkerNode(
      MqttSettings settings,
      SharedSecret secret,
      String name,
      int slots,
      Duration longest,
      SharedFolders folders,
      SongAnalysis analysis) {
    this.name = name;
    this.topics = WorkTopics.of(secret.owner());
    this.messages = new WorkMessages(secret);
    this.offerAnalysis = new OfferAnalysis(longest, folders, analysis);
    int threads = Math.min(slots, Presence.MAX_CAPACITY - 1);
    this.capacity = threads + 1; // one waits, so that no thread does
    this.analysing =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "work");
              thread.setDaemon(true); // a disk may hang
              return thread;
            });
    this.link =
        new BrokerLink(settings, "reclass-worker-" + id, capacity, this::connected, this::arrived);
  }

  public void start() {
    link.start();
  }

  /** How many songs it has analysed. */
  public long songs() {
    return offerAnalysis.songs();
  }

  /** Whether it is connected and its owner has called. */
  public boolean hasJoined() {
    return link.isConnected() && subscribed;
  }

  private void connected() {
    subscribed = false;
    try {
      link.subscribe(List.of(topics.call()));
    } catch (IOException e) {
      LOG.warnf("Cannot join: reason=%s", e.getMessage());
    }
  }

  private void arrived(BrokerLink.Received received) {
    try {
      if (received.message().isRetained()) {
        received.acknowledge(); // old, whoever sent it
      } else if (received.topic().equals(topics.call())) {
        control.execute(() -> called(received));
      } else {
        offered(received);
      }
    } catch (RejectedExecutionException e) {
      // closed: the broker gives it to another worker
    }
  }

  private void called(BrokerLink.Received received) {
    received.acknowledge();
    Optional<Call> call = messages.read(received.topic(), received.payload(), Call.class);
    if (call.isEmpty() || closed) {
      return;
    }
    session = call.get().session();
    Set<StageKey> stages = offerAnalysis.stages();
    try {
      if (!subscribed) {
        link.subscribe(stages.stream().map(topics::sharedOffer).toList());
        subscribed = true;
      }
      present(capacity, stages);
    } catch (IOException e) {
      LOG.warnf("Could not answer the owner: reason=%s", e.getMessage());
    }
  }

  private void present(int places, Set<StageKey> stages) throws IOException {
    Presence presence =
        new Presence(
            id,
            name,
            session,
            ++number,
            places,
            offerAnalysis.songs(),
            List.copyOf(stages),
            List.copyOf(held));
    byte[] message = messages.written(topics.presence(), presence);
    var unused = link.publish(topics.presence(), message, EXPIRY);
  }

  private void offered(BrokerLink.Received received) {
    Optional<Offer> offer =
        messages
            .read(received.topic(), received.payload(), Offer.class)
            .filter(o -> received.topic().equals(topics.offer(o.stages().get(0))))
            .filter(o -> o.session().equals(session))
            .filter(o -> seen.add(o.lease()));
    if (offer.isEmpty()) {
      received.acknowledge();
      return;
    }
    held.add(offer.get().lease());
    waiting.put(offer.get().lease(), offer.get());
    analysing.execute(() -> answer(offer.get(), received));
  }

  private void answer(Offer offer, BrokerLink.Received received) {
    if (waiting.remove(offer.lease()) == null) {
      return; // given back
    }
    try {
      send(offerAnalysis.answer(offer, id));
      received.acknowledge();
    } finally {
      held.remove(offer.lease());
    }
  }

  /** Sends an answer, again if the connection is lost meanwhile; gives up when it must be late. */
  private void send(Answer answer) {
    byte[] message = messages.written(topics.answer(), answer);
    for (int i = 0; i < SENDINGS && !(closed && i > 0); i++) {
      try {
        var unused = link.publish(topics.answer(), message, EXPIRY);
        return;
      } catch (IOException e) {
        try {
          TimeUnit.MILLISECONDS.sleep(SENDING_PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /** Gives back what has not begun, and waits up to 5 s for the songs in progress. */
  @Override
  public void close() {
    closed = true;
    analysing.shutdown();
    control.execute(this::leave);
    control.shutdown();
    try {
      var unused = control.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      var unusedToo = analysing.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    link.close();
  }

  private void leave() {
    if (!link.isConnected() || session.isEmpty()) {
      return;
    }
    try {
      present(0, Set.of());
      for (String lease : List.copyOf(waiting.keySet())) {
        Offer offer = waiting.remove(lease);
        if (offer != null) {
          send(Answer.failed(offer, id, LEAVING));
        }
      }
    } catch (IOException e) {
      LOG.debugf("Could not take leave: reason=%s", e.getMessage());
    }
  }
}
