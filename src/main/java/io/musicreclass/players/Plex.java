package io.musicreclass.players;

import io.musicreclass.config.ReclassConfig;
import io.musicreclass.config.SecretFile;
import java.net.http.HttpRequest;
import java.nio.file.Path;

/** Plex Media Server: scans all its libraries for changed files. */
final class Plex implements Player {
  static final String NAME = "plex";

  private final ServerAddress address;
  private final SecretFile token;

  /**
   * @throws IllegalArgumentException if a setting is wrong
   */
  Plex(String url, ReclassConfig.TokenServer config, Path root) {
    address = ServerAddress.of("reclass.players.plex.url", url);
    token = SecretFile.of(secretKey(), config.tokenFile(), root, "token");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String secretKey() {
    return "reclass.players.plex.token-file";
  }

  @Override
  public HttpRequest.Builder request() {
    return HttpRequest.newBuilder(address.path("/library/sections/all/refresh"))
        .header("X-Plex-Token", token.word())
        .GET();
  }
}
