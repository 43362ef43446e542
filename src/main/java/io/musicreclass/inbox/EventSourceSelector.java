package io.musicreclass.inbox;

import io.musicreclass.config.InboxConfig.Watch;
import io.musicreclass.inbox.InboxRoot.There;
import io.musicreclass.inbox.names.Names;
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
  private final EventProof proof;
  private @Nullable String failure;
  private boolean fallenBack;
  private boolean silent;
  private boolean isLimited;
  private long opened;

  EventSourceSelector(
      Path folder, Watch watch, Duration settle, EventSources sources, Problems.Source problem) {
    this.folder = folder;
    this.watch = watch;
    this.settle = settle;
    this.sources = sources;
    this.problem = problem;
    this.proof = new EventProof(folder, sources.proofInterval(), sources.proofLimit());
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
              : new PartialWatches(sources.inotify(folder), shortest(selection.settle()));
    } catch (LinkageError e) {
      throw new IOException("JNA is not available: " + e.getMessage(), e);
    }
    fallenBack = failure != null;
    failure = null;
    return source;
  }

  private static Duration shortest(Duration settle) {
    Duration second = Duration.ofSeconds(1);
    return settle.compareTo(second) < 0 ? second : settle;
  }

  /** The folder was scanned with the selected source. */
  void succeeded(Selection selection) {
    opened = System.nanoTime();
    boolean usesEvents = selection.pollingReason().isEmpty();
    silent &= !usesEvents;
    if (usesEvents) {
      proof.begin(opened);
    } else if (!silent) {
      proof.none();
    }
    if (watch == Watch.POLL || selection.pollingReason().isEmpty()) {
      problem.recovered();
    }
  }

  EventProof proof() {
    return proof;
  }

  /**
   * Begins a proof that events arrive, if they are used and one is due.
   *
   * @return how long to wait for events at most
   */
  Duration prove(Selection selection, Duration atMost) {
    if (selection.pollingReason().isPresent()) {
      return atMost;
    }
    proof.step(System.nanoTime());
    return proof.wait(atMost, System.nanoTime());
  }

  /** Some folders may be polled because a limit is reached, which is reported. */
  void limited(Optional<String> reason) {
    if (isLimited || reason.isPresent()) {
      reason.ifPresentOrElse(
          why -> problem.report("Part of the inbox is polled: " + why), problem::recovered);
    }
    isLimited = reason.isPresent();
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

  /**
   * Whether to select again: events do not arrive, or do so again, or the folder has been polled
   * for long enough to try inotify again.
   */
  boolean isOtherDue(Selection selection) {
    if (selection.pollingReason().isEmpty()) {
      if (proof.hasFailed()) {
        failed(new IOException("its events do not arrive, as a test with a file of its own shows"));
        silent = true;
      }
      return silent;
    }
    if (silent && proof.succeeds(sources, System.nanoTime())) {
      LOG.infof("Events of the inbox arrive again: folder=%s", Names.printable(folder));
      return true;
    }
    return !silent && fallenBack && System.nanoTime() - opened > INOTIFY_RETRY.toNanos();
  }
}
