package io.musicreclass.inbox;

import io.musicreclass.config.InboxConfig.Watch;
import io.musicreclass.inbox.InboxRoot.There;
import io.musicreclass.problems.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between inotify and polling. After inotify has failed, the inbox is polled for a while.
 * Not thread-safe.
 */
final class EventSourceSelector {
  private static final Logger LOG = Logger.getLogger(EventSourceSelector.class);

  /** An NFS client may serve attributes from its cache for more than three seconds. */
  private static final Duration NETWORK_SETTLE = Duration.ofSeconds(5);

  /** How long to poll before trying inotify again: a reached limit may have been raised. */
  private static final Duration INOTIFY_RETRY = Duration.ofMinutes(10);

  private final Path folder;
  private final Watch watch;
  private final Duration settle;
  private final EventSources sources;
  private final Problems.Source problem;
  private @Nullable String failure;
  private boolean fallenBack;
  private long opened;

  EventSourceSelector(
      Path folder, Watch watch, Duration settle, EventSources sources, Problems.Source problem) {
    this.folder = folder;
    this.watch = watch;
    this.settle = settle;
    this.sources = sources;
    this.problem = problem;
  }

  /**
   * How a folder is watched.
   *
   * @param pollingReason why the folder is polled; empty: inotify
   * @param settle how long a file must have been unchanged
   */
  record Selection(Optional<String> pollingReason, Duration settle) {
    /** {@code poll} or {@code inotify}. */
    String how() {
      return pollingReason.isPresent() ? "poll" : "inotify";
    }

    String note() {
      return pollingReason.orElse("");
    }
  }

  Selection select(There there) {
    boolean network = there.unreliableType().isPresent();
    return new Selection(
        pollingReason(there),
        network && settle.compareTo(NETWORK_SETTLE) < 0 ? NETWORK_SETTLE : settle);
  }

  private Optional<String> pollingReason(There there) {
    if (watch == Watch.POLL) {
      return Optional.of("set by reclass.inbox.watch");
    }
    if (watch == Watch.AUTO && there.unreliableType().isPresent()) {
      return there
          .unreliableType()
          .map(type -> type + " does not report changes by other machines");
    }
    return Optional.ofNullable(failure);
  }

  EventSource open(Selection selection) throws IOException {
    EventSource source;
    try {
      source =
          selection.pollingReason().isPresent()
              ? sources.polling(selection.settle())
              : sources.inotify(folder);
    } catch (LinkageError e) {
      throw new IOException("JNA is not available: " + e.getMessage(), e);
    }
    fallenBack = failure != null;
    failure = null;
    return source;
  }

  /** The folder was scanned with the selected source. */
  void succeeded(Selection selection) {
    opened = System.nanoTime();
    if (watch == Watch.POLL || selection.pollingReason().isEmpty()) {
      problem.recovered();
    }
  }

  /** The selected source failed: the next selection polls. */
  void failed(IOException e) {
    failure = "inotify is not available: " + e.getMessage();
    LOG.warnf("Polling inbox: folder=%s reason=%s", Names.printable(folder), failure);
    problem.report(
        "The inbox is polled, which detects songs later: "
            + failure
            + (e instanceof EventSource.Exhausted ? "" : "; or set reclass.inbox.watch=poll"));
  }

  /** Whether the folder has been polled for long enough to try inotify again. */
  boolean isRetryDue() {
    return fallenBack && System.nanoTime() - opened > INOTIFY_RETRY.toNanos();
  }
}
