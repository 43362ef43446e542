package io.musicreclass.inbox;

import io.musicreclass.config.InboxConfig.Watch;
import io.musicreclass.problems.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** A running inbox and its reports. */
final class Watched implements AutoCloseable {
  static final Duration SETTLE = Duration.ofMillis(100);

  final Collector collector = new Collector();
  final Problems problems = new Problems();
  final Inbox inbox;
  private final Path folder;
  private int extra;

  private Watched(Path folder, Watch watch, EventSources sources) {
    this.folder = folder;
    Path mountinfo = Path.of("/proc/self/mountinfo");
    inbox = new Inbox(folder, watch, SETTLE, collector, sources, mountinfo, problems);
    inbox.start();
    Collector.until(() -> inbox.state() instanceof InboxState.Watching, "inbox watching");
  }

  static Watched by(Watch watch, Path folder) {
    return new Watched(folder, watch, sources(InotifyWatches::new));
  }

  static Watched by(Inotify inotify, Path folder) {
    return new Watched(folder, Watch.INOTIFY, sources(inotify));
  }

  /** The same with frequent proofs that events arrive. */
  static Watched by(Inotify inotify, Path folder, Duration proofInterval, Duration proofLimit) {
    EventSources usual = sources(inotify);
    return new Watched(
        folder,
        Watch.INOTIFY,
        new EventSources() {
          @Override
          public EventSource inotify(Path watched) throws IOException {
            return usual.inotify(watched);
          }

          @Override
          public EventSource polling(Duration settle) {
            return usual.polling(settle);
          }

          @Override
          public Duration proofInterval() {
            return proofInterval;
          }

          @Override
          public Duration proofLimit() {
            return proofLimit;
          }
        });
  }

  /** How to get events from inotify. */
  interface Inotify {
    EventSource open(Path folder) throws IOException;
  }

  /** Event sources with fast polling. */
  static EventSources sources(Inotify inotify) {
    return new EventSources() {
      @Override
      public EventSource inotify(Path folder) throws IOException {
        return inotify.open(folder);
      }

      @Override
      public EventSource polling(Duration settle) {
        return new Polling(settle);
      }
    };
  }

  /**
   * Drops one more song and waits for its report: by then, all songs that were complete before have
   * been reported.
   */
  void afterOneMore() throws IOException {
    Path song = folder.resolve("one more " + ++extra + ".mp3");
    collector.await(Files.writeString(song, "la"));
  }

  /** The reported songs, without the extra ones. */
  Set<Path> songs() {
    return collector.paths().stream()
        .filter(p -> !p.getFileName().toString().startsWith("one more "))
        .collect(Collectors.toSet());
  }

  InboxState.Watching state() {
    return (InboxState.Watching) inbox.state();
  }

  @Override
  public void close() {
    inbox.close();
  }
}
