package io.musicreclass.players;

import io.musicreclass.config.ReclassConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The configured players. A new one is a class that implements {@link Player}, listed here. */
public final class ConfiguredPlayers {
  private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);

  private ConfiguredPlayers() {}

  /** The mistakes in the settings, each with its remedy. */
  public static List<String> problems(ReclassConfig.Players config, Path root) {
    List<String> problems = new ArrayList<>();
    if (config.interval().compareTo(SHORTEST_INTERVAL) < 0) {
      problems.add("reclass.players.interval is shorter than a minute: set it to 1m or more");
    }
    for (Supplier<Optional<Player>> player : all(config, root)) {
      try {
        var unused = player.get().map(Player::request);
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }
    return problems;
  }

  /**
   * The players with an address.
   *
   * @throws IllegalArgumentException if a setting is wrong
   */
  static List<Player> of(ReclassConfig.Players config, Path root) {
    return all(config, root).stream().map(Supplier::get).flatMap(Optional::stream).toList();
  }

  private static List<Supplier<Optional<Player>>> all(ReclassConfig.Players config, Path root) {
    return Stream.<Supplier<Optional<Player>>>of(
            () -> config.plex().url().map(url -> new Plex(url, config.plex(), root)),
            () -> config.jellyfin().url().map(url -> new Jellyfin(url, config.jellyfin(), root)),
            () -> config.navidrome().url().map(url -> new Navidrome(url, config.navidrome(), root)))
        .toList();
  }
}
