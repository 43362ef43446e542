package io.musicreclass.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Events of the kernel for as many folders as the system's limit allows; the others are polled, and
 * watched once the limit is raised or folders are gone.
 */
final class PartialWatches implements EventSource {
  private final EventSource events;
  private final long pause;
  private final Set<Path> unwatched = new TreeSet<>();
  private boolean watchesSome;
  private boolean scanning;
  private String limit = "";
  private long requestedAt;
  private long next;

  /**
   * @param events throws {@link Exhausted} where the limit is reached
   * @param pause between two scans of the others, at least; ten times as long as one takes
   */
  PartialWatches(EventSource events, Duration pause) {
    this.events = events;
    this.pause = pause.toNanos();
  }

  @Override
  public void watch(Path folder) throws IOException {
    try {
      events.watch(folder);
      unwatched.remove(folder);
      watchesSome = true;
    } catch (Exhausted e) {
      if (!watchesSome) {
        throw e;
      }
      if (unwatched.isEmpty()) {
        next = System.nanoTime() + pause;
      }
      unwatched.add(folder);
      limit = String.valueOf(e.getMessage());
    }
  }

  @Override
  public void retainWatches(Path top, Set<Path> folders) {
    events.retainWatches(top, folders);
    unwatched.removeIf(folder -> folder.startsWith(top) && !folders.contains(folder));
  }

  /** Why some folders are polled, with the remedy; empty if none are. */
  @Override
  public Optional<String> limitation() {
    return unwatched.isEmpty()
        ? Optional.empty()
        : Optional.of(limit + "; polled until then: " + unwatched.size() + " folders");
  }

  @Override
  public List<WatchEvent> await(Duration atMost) {
    if (unwatched.isEmpty()) {
      return events.await(atMost);
    }
    long now = System.nanoTime();
    if (scanning) {
      scanning = false;
      next = now + Math.max(pause, 10 * (now - requestedAt));
    }
    long wait = Math.max(0, Math.min(atMost.toNanos(), next - now));
    List<WatchEvent> all =
        new ArrayList<>(events.await(Duration.ofMillis((wait + 999_999) / 1_000_000)));
    if (System.nanoTime() - next >= 0) {
      scanning = true;
      requestedAt = System.nanoTime();
      requestScans(all);
    }
    return all;
  }

  private void requestScans(List<WatchEvent> all) {
    unwatched.removeIf(folder -> !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS));
    Path top = null;
    for (Path folder : unwatched) { // each before those below it, which its scan includes
      if (top == null || !folder.startsWith(top)) {
        top = folder;
        all.add(new WatchEvent.FolderAppeared(folder));
      }
    }
  }

  @Override
  public void wake() {
    events.wake();
  }

  @Override
  public void close() {
    events.close();
  }
}
