package io.musicreclass.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The offers that wait for an answer. Each has a lease, which the worker that holds it renews by
 * its presence; the time is measured by the owner alone. Thread-safe.
 */
final class Leases {
  /** A worker that neither answers nor dies loses a lease after this many times its duration. */
  private static final int MOST_DURATIONS = 60;

  private final Duration duration;
  private final LongSupplier nanoTime;
  private final Map<String, Lease> open = new HashMap<>(); // guarded by this

  /** An offer and when its lease ends. */
  private record Lease(Offer offer, WaitingSong song, long since, long until) {}

  /** An offer whose lease has ended, and its song. */
  record Ended(Offer offer, WaitingSong song) {}

  /**
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  Leases(Duration duration, LongSupplier nanoTime) {
    this.duration = duration;
    this.nanoTime = nanoTime;
  }

  Duration duration() {
    return duration;
  }

  synchronized void open(Offer offer, WaitingSong song) {
    long now = nanoTime.getAsLong();
    open.put(offer.lease(), new Lease(offer, song, now, now + duration.toNanos()));
  }

  /** Ends a lease for which this is the answer; empty if it is not open or not meant. */
  synchronized Optional<Ended> take(Answer answer) {
    Lease lease = open.get(answer.lease());
    boolean meant =
        lease != null
            && lease.until - nanoTime.getAsLong() > 0
            && lease.offer.nonce().equals(answer.nonce())
            && lease.offer.session().equals(answer.session());
    return meant ? remove(answer.lease()) : Optional.empty();
  }

  /** Ends a lease whose offer could not be made. */
  synchronized Optional<Ended> remove(String lease) {
    return Optional.ofNullable(open.remove(lease)).map(ended -> new Ended(ended.offer, ended.song));
  }

  /** Renews the leases that a living worker holds. */
  synchronized void renew(Collection<String> held) {
    long now = nanoTime.getAsLong();
    for (String id : held) {
      open.computeIfPresent(
          id,
          (same, lease) -> {
            long last = lease.since + MOST_DURATIONS * duration.toNanos();
            long until = Math.min(now + duration.toNanos(), last);
            boolean later = lease.until - now > 0 && until - lease.until > 0;
            return later ? new Lease(lease.offer, lease.song, lease.since, until) : lease;
          });
    }
  }

  /** Ends the leases whose time is up. */
  synchronized List<Ended> expire() {
    long now = nanoTime.getAsLong();
    return end(open.values().stream().filter(lease -> lease.until - now <= 0).toList());
  }

  /** Ends all leases. */
  synchronized List<Ended> endAll() {
    return end(List.copyOf(open.values()));
  }

  private List<Ended> end(List<Lease> leases) {
    List<Ended> ended = new ArrayList<>();
    leases.forEach(lease -> remove(lease.offer.lease()).ifPresent(ended::add));
    return ended;
  }

  synchronized int count() {
    return open.size();
  }

  /** How many open offers begin with that stage. */
  synchronized int count(StageKey stage) {
    return (int) open.values().stream().filter(l -> l.offer.stages().get(0).equals(stage)).count();
  }
}
