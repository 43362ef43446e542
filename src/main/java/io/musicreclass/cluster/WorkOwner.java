package io.musicreclass.cluster;

import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.mqtt.MqttSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The node that has the database: offers songs to its workers, as many as they take at a time, and
 * takes each answer once. An offer that nobody answers is made again. Never blocks its callers.
 */
public final class WorkOwner implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WorkOwner.class);

  /** Calls in the duration of a lease; a worker that misses half of them is forgotten. */
  private static final int CALLS = 6;

  /** Messages that the broker sends before one is handled. */
  private static final int RECEIVE_MAXIMUM = 100;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(6);

  private final String session = RandomIds.next();
  private final WorkTopics topics;
  private final WorkMessages messages;
  private final Duration longest;
  private final WaitingSongs songs;
  private final Problems.Source problem;
  private final List<StageModel> stages;
  private final Leases leases;
  private final WorkerList workers;
  private final WorkerInbox inbox;
  private final BrokerLink link;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "work-owner"));
  private long calls; // used by the thread only
  private volatile boolean closed;

  /**
   * @param longest the longest part of a song that is analysed
   * @param stages those that vote
   * @param lease how long a worker may be silent before its songs are offered again
   * @param problem reported while songs cannot be handed out
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public WorkOwner(
      MqttSettings settings,
      SharedSecret secret,
      Duration longest,
      List<StageModel> stages,
      Duration lease,
      WaitingSongs songs,
      Problems.Source problem,
      LongSupplier nanoTime) {
    this.topics = WorkTopics.of(secret.owner());
    this.messages = new WorkMessages(secret);
    this.longest = longest;
    this.stages = List.copyOf(stages);
    this.songs = songs;
    this.problem = problem;
    this.leases = new Leases(lease, nanoTime);
    this.workers = new WorkerList(session, lease.dividedBy(2), nanoTime);
    this.inbox = new WorkerInbox(topics, messages, workers, leases);
    this.link =
        new BrokerLink(
            settings,
            "reclass-" + secret.owner() + "-work",
            RECEIVE_MAXIMUM,
            this::connected,
            this::arrived);
  }

  public void start() {
    long period = leases.duration().dividedBy(CALLS).toMillis();
    var unused =
        thread.scheduleWithFixedDelay(
            () -> attempt(this::tick), period, period, TimeUnit.MILLISECONDS);
    link.start();
  }

  /** Songs may be waiting. */
  public void wake() {
    execute(this::fill);
  }

  /** The workers that have joined. */
  public List<WorkerStatus> workers() {
    Map<StageKey, String> names = new LinkedHashMap<>();
    stages.forEach(stage -> names.put(key(stage), stage.stage()));
    return workers.status(names);
  }

  /** Whether a worker is free that can run the stage. */
  public boolean isFree(StageModel stage) {
    return link.isConnected()
        && leases.count() < workers.capacity()
        && leases.count(key(stage)) < workers.capacity(key(stage));
  }

  /**
   * Offers a song that its owner has claimed.
   *
   * @return false if no worker is free that can run its first stage: nothing was done
   */
  public boolean handOver(WaitingSong song) {
    if (closed || !isFree(song.stages().get(0))) {
      return false;
    }
    Offer offer = opened(song);
    try {
      thread.execute(() -> attempt(() -> publish(offer)));
      return true;
    } catch (RejectedExecutionException e) {
      return leases.remove(offer.lease()).isEmpty(); // closing; it may have been given back
    }
  }

  private StageKey key(StageModel stage) {
    return StageKey.of(stage, longest);
  }

  /** An offer of a song, whose lease begins now. */
  private Offer opened(WaitingSong song) {
    SharedSong shared = SharedSong.of(song.folder(), song.file().path(), song.file().size());
    List<StageKey> keys = song.stages().stream().map(this::key).toList();
    Offer offer = new Offer(RandomIds.next(), RandomIds.next(), session, shared, song.id(), keys);
    leases.open(offer, song);
    return offer;
  }

  private void connected() {
    try {
      link.subscribe(List.of(topics.presence(), topics.answer()));
      execute(this::call);
    } catch (IOException e) {
      LOG.warnf("Cannot hand out songs: reason=%s", e.getMessage());
    }
  }

  private void arrived(BrokerLink.Received received) {
    execute(
        () -> {
          try {
            inbox.take(received);
            fill();
          } finally {
            received.acknowledge();
          }
        });
  }

  private void tick() {
    for (Leases.Ended ended : leases.expire()) {
      LOG.infof("Offering again, no worker answered: file=%s", ended.song().file().path());
      ended.song().givenBack(false);
    }
    call();
    fill();
    if (link.isConnected()) {
      problem.recovered();
    } else {
      problem.failed(
          "No connection to the broker for workers: check reclass.mqtt.url; songs are analysed here");
    }
  }

  private void call() {
    if (link.isConnected()) {
      try {
        byte[] message = messages.written(topics.call(), new Call(session, ++calls));
        var unused = link.publish(topics.call(), message, leases.duration().dividedBy(CALLS));
      } catch (IOException e) {
        LOG.debugf("Could not call the workers: reason=%s", e.getMessage());
      }
    }
  }

  /** Offers waiting songs while workers are free. */
  private void fill() {
    boolean offered = true;
    while (offered && !closed && stages.stream().anyMatch(this::isFree)) {
      Optional<WaitingSong> next = songs.next(this::isFree);
      offered = next.isPresent() && publish(opened(next.get()));
    }
  }

  private boolean publish(Offer offer) {
    String topic = topics.offer(offer.stages().get(0));
    try {
      if (link.publish(topic, messages.written(topic, offer), leases.duration())) {
        return true;
      }
      LOG.debugf("No worker takes offers: topic=%s", topic);
    } catch (IOException e) {
      LOG.debugf("Could not offer a song: reason=%s", e.getMessage());
    }
    leases.remove(offer.lease()).ifPresent(ended -> ended.song().givenBack(false));
    return false;
  }

  private void execute(Runnable task) {
    try {
      thread.execute(() -> attempt(task));
    } catch (RejectedExecutionException e) {
      // closed
    }
  }

  /** The thread survives whatever a task throws: a full disk below the database, or a bug. */
  private void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "Failed to hand out songs: reason=%s", FailureText.of(e));
      problem.failed("Workers get no songs (" + FailureText.of(e) + "): see the log");
    }
  }

  /** Stops handing out songs; those that workers have go back to the queue. */
  @Override
  public void close() {
    closed = true;
    thread.shutdown();
    link.close();
    try {
      if (!thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Handing out songs has not stopped in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leases.endAll().forEach(ended -> attempt(() -> ended.song().givenBack(false)));
  }
}
