package io.musicreclass.inbox;

import io.musicreclass.inbox.InboxConfig.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** An inbox that runs, and what it reported. */
final class Watched implements AutoCloseable {
  static final Duration SETTLE = Duration.ofMillis(100);

  final Collector collector = new Collector();
  final Inbox inbox;
  private final Path folder;

  private Watched(Path folder, Watch watch, Watcher.Opener opener) {
    this.folder = folder;
    inbox = new Inbox(folder, watch, SETTLE, collector, opener, Path.of("/proc/self/mountinfo"));
    inbox.start();
    Collector.until(() -> inbox.state() instanceof State.Watching, "inbox watching");
  }

  static Watched by(Watch watch, Path folder) {
    return new Watched(folder, watch, Watches::new);
  }

  static Watched by(Watcher.Opener opener, Path folder) {
    return new Watched(folder, Watch.INOTIFY, opener);
  }

  /**
   * Drops one more song and waits for it: whatever was whole before and was to be reported has been
   * by then.
   */
  void afterOneMore() throws IOException {
    Path song = Files.createTempFile(folder, "one more ", ".mp3");
    Files.writeString(song, "la");
    collector.await(song);
  }

  State.Watching state() {
    return (State.Watching) inbox.state();
  }

  @Override
  public void close() {
    inbox.close();
  }
}
