package io.musicreclass.inbox;

import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** A folder that is watched for songs. Thread-safe. */
public final class Inbox implements AutoCloseable {
  /**
   * An inbox that does not watch yet.
   *
   * @param arrivals called on the inbox's own thread, once for each settled state of a file; must
   *     be quick. When it throws, that is logged and the file is offered again after a minute
   */
  public Inbox(
      Path folder, InboxConfig.Watch watch, Duration settle, Consumer<SongFile> arrivals) {}

  /** Starts watching and returns at once. */
  public void start() {}

  /** How the inbox is doing. */
  public State state() {
    return new State.Starting();
  }

  /** Reports every file again, whether it was reported before or not. */
  public void rescan() {}

  /** Where a file stands on its way through the inbox. */
  public Whereabouts why(Path file) {
    return new Whereabouts.Unseen();
  }

  /** What a daemon that watched the folder would do with the file. */
  public static Whereabouts why(Path folder, Path file) {
    return new Whereabouts.Unseen();
  }

  /** Stops watching; may be called again. */
  @Override
  public void close() {}
}
