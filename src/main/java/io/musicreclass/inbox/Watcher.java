package io.musicreclass.inbox;

import io.musicreclass.config.InboxConfig.Watch;
import io.musicreclass.inbox.InboxRoot.Absent;
import io.musicreclass.inbox.InboxRoot.There;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The inbox's thread: one session after the other, and waiting in between. */
final class Watcher implements Runnable {
  private static final Logger LOG = Logger.getLogger(Watcher.class);

  /** How often a request of another thread is looked for. */
  private static final Duration TICK = Duration.ofMillis(200);

  /** How often the inbox folder itself is checked: a mount over it raises no event. */
  private static final Duration CHECK = Duration.ofSeconds(1);

  /** An NFS client may answer from its cache for three seconds and more after a change. */
  private static final Duration DEAF_SETTLE = Duration.ofSeconds(5);

  /** A look that takes longer hangs: a local disk needs milliseconds, one that sleeps seconds. */
  private static final Duration HANGS = Duration.ofSeconds(10);

  /** After a limit of the system was reached, it may have been raised meanwhile. */
  private static final Duration TRY_INOTIFY_AGAIN = Duration.ofMinutes(10);

  private final Path folder;
  private final Watch watch;
  private final Duration settle;
  private final Consumer<SongFile> arrivals;
  private final EventSources sources;
  private final InboxRoot home;
  private final Problems problems;
  private final Problems.Source looks;
  private final Problems.Source limits;
  private final WriteDebouncer debouncer = new WriteDebouncer();
  private final IgnoredFiles ignored = new IgnoredFiles();
  private final AtomicBoolean rescan = new AtomicBoolean();
  private volatile boolean stopped;
  private volatile InboxState state = new InboxState.Starting();
  private @Nullable String fallback;
  private @Nullable There last;
  private boolean fallenBack;
  private volatile long progress;

  Watcher(
      Path folder,
      Watch watch,
      Duration settle,
      Consumer<SongFile> arrivals,
      EventSources sources,
      Path mountinfo,
      Problems problems) {
    this.folder = folder;
    this.watch = watch;
    this.settle = settle;
    this.arrivals = arrivals;
    this.sources = sources;
    this.problems = problems;
    this.looks = problems.source();
    this.limits = problems.source();
    this.home = new InboxRoot(folder, "reclass.inbox.path", mountinfo);
  }

  @Override
  public void run() {
    try {
      makeFolder();
      while (!stopped) {
        round();
        if (!stopped) {
          Thread.sleep(TICK.toMillis());
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } finally {
      state =
          stopped
              ? new InboxState.Closed()
              : new InboxState.Offline("its watcher has died: restart");
    }
  }

  private void makeFolder() {
    progress = System.nanoTime();
    try {
      if (!FileErrors.exists(folder) && Files.isDirectory(folder.getParent())) {
        Files.createDirectory(folder);
      }
    } catch (IOException e) {
      LOG.warnf("The inbox cannot be made: folder=%s reason=%s", Names.shown(folder), e);
    }
  }

  private void round() throws InterruptedException {
    try {
      progress = System.nanoTime();
      InboxRoot.Found found = home.look();
      if (found instanceof There there) {
        looks.recovered();
        watch(there);
      } else if (found instanceof InboxRoot.Unknown unknown) {
        away(unknown.reason());
        looks.failed(unknown.reason());
      } else if (found instanceof Absent absent && away(absent.reason())) {
        LOG.warnf("The inbox is away: reason=%s", absent.reason());
      }
    } catch (RuntimeException | Error e) {
      if (away("its watcher failed and begins anew: " + e)) {
        LOG.error("The inbox's watcher failed and begins anew", e);
      }
    }
  }

  /** Whether to stop; asked between files, so that a look that hangs is noticed. */
  private boolean isStopped() {
    progress = System.nanoTime();
    return stopped;
  }

  /** That the folder does not answer; empty while it does. */
  Optional<String> problem() {
    long since = progress;
    boolean hangs = !stopped && since != 0 && System.nanoTime() - since > HANGS.toNanos();
    return hangs
        ? Optional.of(
            Names.shown(folder) + " does not answer: check its disk, share or network connection")
        : Optional.empty();
  }

  private void watch(There there) throws InterruptedException {
    Optional<String> polled = polled(there);
    Duration settleTime = there.deaf().isPresent() ? longer(settle, DEAF_SETTLE) : settle;
    try (EventSource events = open(polled.isPresent(), settleTime)) {
      fallenBack = fallback != null;
      fallback = null;
      debouncer.begin(settleTime, there.equals(last));
      last = there;
      WatchSession session =
          new WatchSession(folder, events, debouncer, arrivals, ignored, this::isStopped, problems);
      session.scan();
      String how = polled.isPresent() ? "poll" : "inotify";
      String note = polled.orElse("");
      String why = note.isEmpty() ? "" : " note=" + note;
      if (watch == Watch.POLL || polled.isEmpty()) {
        limits.recovered();
      }
      LOG.infof("The inbox is watched: folder=%s how=%s%s", Names.shown(folder), how, why);
      stay(there, session, how, note);
    } catch (IOException e) {
      fallback = "inotify cannot be used: " + e.getMessage();
      LOG.warnf("The inbox is polled: folder=%s reason=%s", Names.shown(folder), fallback);
      limits.report(
          "The inbox is polled, which takes longer, because "
              + fallback
              + (e instanceof EventSource.Exhausted ? "" : "; or set reclass.inbox.watch=poll"));
    }
  }

  private EventSource open(boolean polled, Duration settleTime) throws IOException {
    try {
      return polled ? sources.polling(settleTime) : sources.inotify(folder);
    } catch (LinkageError e) {
      throw new IOException("JNA does not work here: " + e.getMessage(), e);
    }
  }

  /** Whether that is news. */
  private boolean away(String reason) {
    InboxState before = state;
    state = new InboxState.Offline(reason);
    return !state.equals(before);
  }

  /** Until the watcher is stopped, or the folder is not the same any more. */
  private void stay(There there, WatchSession session, String how, String note)
      throws EventSource.Exhausted, InterruptedException {
    long checked = System.nanoTime();
    long began = checked;
    boolean same = true;
    while (same && !isStopped()) {
      if (rescan.getAndSet(false)) {
        debouncer.forgetReported();
        session.scan();
      }
      state = new InboxState.Watching(how, note, debouncer.waiting(), session.delayMs());
      same = session.step(TICK);
      if (same && System.nanoTime() - checked > CHECK.toNanos()) {
        same = isSame(there);
        checked = System.nanoTime();
      }
      if (fallenBack && System.nanoTime() - began > TRY_INOTIFY_AGAIN.toNanos()) {
        return;
      }
    }
  }

  /** Whether the folder is still that one, as far as can be found out. */
  private boolean isSame(There there) {
    InboxRoot.Found found = home.look();
    if (found instanceof InboxRoot.Unknown unknown) {
      looks.failed(unknown.reason());
      return true;
    }
    looks.recovered();
    return found.equals(there);
  }

  /** Why the folder is polled, if it is. */
  private Optional<String> polled(There there) {
    if (watch == Watch.POLL) {
      return Optional.of("as reclass.inbox.watch says");
    }
    if (watch == Watch.AUTO && there.deaf().isPresent()) {
      return there.deaf().map(type -> type + " does not tell what other machines change");
    }
    return Optional.ofNullable(fallback);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  InboxState state() {
    return state;
  }

  FileStatus status(FileObservation.Song song) {
    return debouncer.status(song, System.nanoTime());
  }

  List<Ignored> ignored() {
    return ignored.list();
  }

  void rescan() {
    rescan.set(true);
  }

  void stop() {
    stopped = true;
  }
}
