package io.musicreclass.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The workers that answer the owner's calls. One that has missed some is forgotten, and its leases
 * end by themselves. Thread-safe.
 */
final class WorkerList {
  /** Workers that are remembered so that their old messages are not taken for new ones. */
  private static final int MOST = 1000;

  private final String session;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final Map<String, Entry> known = new LinkedHashMap<>(); // guarded by this

  private record Entry(Presence presence, long at, @Nullable Long answeredAt) {}

  /**
   * @param session of the owner's process
   * @param patience how long a worker may stay silent
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  WorkerList(String session, Duration patience, LongSupplier nanoTime) {
    this.session = session;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /** A worker has answered a call; false if the message is old or there are too many workers. */
  synchronized boolean add(Presence presence) {
    Entry before = known.get(presence.worker());
    boolean isNew =
        presence.session().equals(session)
            && (before == null
                ? known.size() < MOST
                : presence.number() > before.presence.number());
    if (isNew) {
      known.put(
          presence.worker(),
          new Entry(presence, nanoTime.getAsLong(), before == null ? null : before.answeredAt));
    }
    return isNew;
  }

  /** A worker has analysed a song. */
  synchronized void answered(String worker) {
    known.computeIfPresent(
        worker, (id, entry) -> new Entry(entry.presence, entry.at, nanoTime.getAsLong()));
  }

  private List<Entry> living() {
    long now = nanoTime.getAsLong();
    return known.values().stream()
        .filter(entry -> entry.presence.capacity() > 0 && now - entry.at < patience.toNanos())
        .toList();
  }

  /** How many offers all workers take at a time. */
  synchronized int capacity() {
    return living().stream().mapToInt(entry -> entry.presence.capacity()).sum();
  }

  /** How many offers for that stage the workers take at a time. */
  synchronized int capacity(StageKey stage) {
    return living().stream()
        .filter(entry -> entry.presence.stages().contains(stage))
        .mapToInt(entry -> entry.presence.capacity())
        .sum();
  }

  /**
   * The living workers.
   *
   * @param names of the owner's stages, by their keys
   */
  synchronized List<WorkerStatus> status(Map<StageKey, String> names) {
    long now = nanoTime.getAsLong();
    List<WorkerStatus> workers = new ArrayList<>();
    for (Entry entry : living()) {
      Collection<StageKey> held = entry.presence.stages();
      workers.add(
          new WorkerStatus(
              entry.presence.name(),
              names.entrySet().stream()
                  .filter(stage -> held.contains(stage.getKey()))
                  .map(Map.Entry::getValue)
                  .toList(),
              entry.presence.songs(),
              Optional.ofNullable(entry.answeredAt).map(at -> Duration.ofNanos(now - at))));
    }
    return workers;
  }
}
