package io.musicreclass.cli;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.daemon.Daemon;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The daemon on a library of 200 new songs of 30 s, without a broker: {@code bench/run Flame
 * [MODELS]} writes its flame graph. Prints how long the backlog took.
 */
public final class FlameBacklog {
  private static final int SONGS = 200;
  private static final int SECONDS = 30;

  private FlameBacklog() {}

  public static void main(String[] arguments) throws Exception {
    Path models = Path.of(arguments.length > 0 ? arguments[0] : "models").toAbsolutePath();
    try (BacklogSongs songs = BacklogSongs.make(SONGS, SECONDS)) {
      System.setProperty("reclass.models.path", models.toString());
      System.setProperty("reclass.home", songs.folder().resolve("home").toString());
      System.setProperty("reclass.inbox.path", songs.folder().resolve("inbox").toString());
      System.setProperty("reclass.library.paths", songs.library().toString());
      System.setProperty("reclass.mqtt.url", "mqtt://127.0.0.1:9");
      long began = System.nanoTime();
      try (Daemon daemon = new Daemon(Installation.setup(), "bench", Optional.empty(), () -> {})) {
        while (daemon.stats().done() < SONGS) {
          Thread.sleep(100);
        }
        System.out.printf(
            Locale.ROOT,
            "%d songs by %s in %.1f s%n",
            SONGS,
            daemon.stages(),
            (System.nanoTime() - began) / 1e9);
      }
    }
  }
}
