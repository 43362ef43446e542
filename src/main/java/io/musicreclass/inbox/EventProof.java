package io.musicreclass.inbox;

import io.musicreclass.inbox.InboxState.Proof;
import io.musicreclass.track.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Proves that events of the inbox arrive, by a file of its own, which is created and deleted at
 * once: its name is hidden, different each time, and known to be no song. Not thread-safe, except
 * for {@link #state}.
 */
final class EventProof {
  private static final String PREFIX = ".reclass-canary-";

  /** A single event may be lost with a queue that overflows, or be late. */
  private static final int MISSES = 2;

  private final Path folder;
  private final long interval;
  private final long limit;
  private @Nullable Path canary;
  private long created;
  private long due;
  private int misses;
  private volatile Proof state = Proof.NONE;

  /**
   * @param interval between two proofs
   * @param limit how long an event may take
   */
  EventProof(Path folder, Duration interval, Duration limit) {
    this.folder = folder;
    this.interval = interval.toNanos();
    this.limit = limit.toNanos();
  }

  /** Whether the name is that of a proof of this or another process, and concerns nobody else. */
  static boolean isCanary(Path file) {
    return file.getFileName().toString().startsWith(PREFIX);
  }

  Proof state() {
    return state;
  }

  /** The inbox is polled for a reason other than a failed proof. */
  void none() {
    state = Proof.NONE;
  }

  /** A new event source is used: the first proof is due. */
  void begin(long now) {
    canary = null;
    misses = 0;
    due = now;
  }

  /** Begins a proof if one is due. */
  void step(long now) {
    if (canary == null && now - due >= 0) {
      due = now + interval;
      created = System.nanoTime();
      canary = create();
    }
  }

  private @Nullable Path create() {
    String name = PREFIX + Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path file = folder.resolve(name);
    try {
      Files.createFile(file);
      Files.delete(file);
      return file;
    } catch (IOException e) {
      state = Proof.unproven("no file can be created in it: " + FileErrors.reason(e));
      return null;
    }
  }

  /** An event of a canary has arrived. */
  void seen(Path file, long now) {
    if (file.equals(canary)) {
      canary = null;
      misses = 0;
      state = Proof.proven(Duration.ofNanos(now - created));
    }
  }

  /** Events were lost, maybe this one: that proves nothing. */
  void lost(long now) {
    canary = null;
    due = now;
  }

  /** All events that had arrived were read. */
  void drained(long now) {
    if (canary != null && now - created > limit) {
      canary = null;
      misses++;
      due = misses < MISSES ? now : now + interval;
    }
  }

  /** How long to wait for events at most. */
  Duration wait(Duration atMost, long now) {
    long next = canary == null ? due - now : limit - (now - created) + 1;
    return Duration.ofNanos(Math.max(1, Math.min(atMost.toNanos(), next)));
  }

  /** Whether events do not arrive. */
  boolean hasFailed() {
    if (misses < MISSES) {
      return false;
    }
    state = Proof.failed();
    return true;
  }

  /** While the inbox is polled after a failure: whether a new event source gets events again. */
  boolean succeeds(EventSources sources, long now) {
    if (now - due < 0) {
      return false;
    }
    due = now + interval;
    try (EventSource events = sources.inotify(folder)) {
      events.watch(folder);
      created = System.nanoTime();
      canary = create();
      while (canary != null && System.nanoTime() - created <= limit) {
        for (WatchEvent event : events.await(Duration.ofNanos(limit))) {
          if (event instanceof WatchEvent.OfFile of) {
            seen(of.path(), System.nanoTime());
          }
        }
      }
      return state.isProven();
    } catch (IOException | LinkageError e) {
      return false;
    } finally {
      canary = null;
    }
  }
}
