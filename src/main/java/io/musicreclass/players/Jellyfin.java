package io.musicreclass.players;

import io.musicreclass.config.ReclassConfig;
import io.musicreclass.config.SecretFile;
import java.net.http.HttpRequest;
import java.nio.file.Path;

/** Jellyfin: starts its task "Scan Media Library". */
final class Jellyfin implements Player {
  static final String NAME = "jellyfin";

  private final ServerAddress address;
  private final SecretFile token;

  /**
   * @throws IllegalArgumentException if a setting is wrong
   */
  Jellyfin(String url, ReclassConfig.TokenServer config, Path root) {
    address = ServerAddress.of("reclass.players.jellyfin.url", url);
    token = SecretFile.of(secretKey(), config.tokenFile(), root, "API key");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String secretKey() {
    return "reclass.players.jellyfin.token-file";
  }

  @Override
  public HttpRequest.Builder request() {
    return HttpRequest.newBuilder(address.path("/Library/Refresh"))
        .header("Authorization", "MediaBrowser Token=\"" + token.word() + "\"")
        .POST(HttpRequest.BodyPublishers.noBody());
  }
}
