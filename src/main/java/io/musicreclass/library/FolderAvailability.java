package io.musicreclass.library;

import io.musicreclass.ledger.LibraryQueue;
import io.musicreclass.lifecycle.BoundedQuery;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether a library folder responds. Parks its songs when it goes offline, and releases them when
 * it is back. The disk is accessed on a separate thread only. Thread-safe.
 */
final class FolderAvailability {
  private static final Logger LOG = Logger.getLogger(FolderAvailability.class);

  /** A folder that takes longer counts as not responding; a disk that spins up needs seconds. */
  static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(3);

  private final Path path;
  private final FolderProbe probe;
  private final LibraryQueue queue;
  private final Duration timeout;
  private final Runnable onReturn;
  private final BoundedQuery<String> response;

  /** Why the folder is offline; null while it responds. Written under the monitor, read without. */
  private volatile @Nullable String offlineReason;

  private volatile boolean checked;
  private volatile long accessStart; // System.nanoTime; 0: no disk access
  private boolean parked; // guarded by this

  /**
   * @param timeout time after which the folder counts as not responding
   * @param onReturn called when an offline folder responds again
   */
  FolderAvailability(
      Path path, FolderProbe probe, LibraryQueue queue, Duration timeout, Runnable onReturn) {
    this.path = path;
    this.probe = probe;
    this.queue = queue;
    this.timeout = timeout;
    this.onReturn = onReturn;
    this.response = new BoundedQuery<>("library-probe", this::findOfflineReason);
  }

  /**
   * Checks whether the folder responds, and parks or releases its songs accordingly. No response in
   * time counts as offline.
   */
  boolean check() {
    return check(timeout);
  }

  /** The same with a shorter time limit. */
  boolean check(Duration limit) {
    long start = System.nanoTime();
    Optional<String> answer = response.within(limit);
    if (Thread.currentThread().isInterrupted()) {
      return offlineReason == null; // the wait was interrupted: no conclusion
    }
    boolean late = System.nanoTime() - start > timeout.toNanos();
    updateState(answer.isEmpty() || late || hangs() ? noResponse() : answer.get());
    return offlineReason == null;
  }

  /** Why the folder is offline; an empty text if it responds. Runs on a separate thread. */
  private String findOfflineReason() {
    long start = System.nanoTime();
    String reason = probe.offlineReason().or(this::emptied).orElse("");
    boolean late = System.nanoTime() - start > timeout.toNanos();
    return reason.isEmpty() && late ? noResponse() : reason;
  }

  private Optional<String> emptied() {
    try {
      return probe.isEmpty() && queue.hasFilesBelow(path)
          ? Optional.of(
              SongFile.text(path)
                  + " is empty, but songs are known in it: mount its disk, or remove it from"
                  + " reclass.library.paths")
          : Optional.empty();
    } catch (IOException e) {
      // It may have gone since it was probed.
      return probe
          .offlineReason()
          .or(() -> Optional.of(SongFile.text(path) + " cannot be read: " + FailureText.of(e)));
    }
  }

  private String noResponse() {
    return SongFile.text(path)
        + " does not respond within "
        + Math.max(1, timeout.toSeconds())
        + " s: check its disk, share or network connection";
  }

  /** Parks or releases the folder's songs. Writes the ledger, but never accesses the folder. */
  private synchronized void updateState(String reason) {
    boolean wasOffline = offlineReason != null;
    checked = true;
    if (!reason.isEmpty()) {
      if (!wasOffline) {
        LOG.warnf("Parked the songs of an offline library folder: reason=%s", reason);
      }
      offlineReason = reason;
      if (!parked) {
        queue.park(path);
        parked = true;
      }
    } else if (wasOffline) {
      if (parked) {
        queue.unpark(path);
        parked = false;
      }
      LOG.infof(
          "Released the songs of a library folder that responds again: folder=%s",
          SongFile.text(path));
      onReturn.run();
      offlineReason = null;
    }
  }

  /** Why the folder is offline, with the remedy; empty while it responds. Never blocks. */
  Optional<String> problem() {
    return hangs() ? Optional.of(noResponse()) : Optional.ofNullable(offlineReason);
  }

  /** Whether the folder has been checked at least once. */
  boolean isChecked() {
    return checked;
  }

  /** A scan begins a disk access; one that does not end in time makes the folder offline. */
  void accessBegins() {
    accessStart = System.nanoTime();
  }

  /** The disk access of a scan has ended. */
  void accessEnded() {
    accessStart = 0;
  }

  /** Whether the scanning thread has been blocked by the disk for too long. */
  private boolean hangs() {
    long start = accessStart;
    return start != 0 && System.nanoTime() - start > timeout.toNanos();
  }
}
