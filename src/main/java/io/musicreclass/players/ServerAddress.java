package io.musicreclass.players;

import java.net.URI;

/**
 * A server's address as written in a setting.
 *
 * @param base without a slash at its end
 */
record ServerAddress(String base) {
  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is none; the message does not repeat it, as it may
   *     contain a password
   */
  static ServerAddress of(String key, String written) {
    String base = written.strip().replaceFirst("/+$", "");
    try {
      URI uri = URI.create(base);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return new ServerAddress(base);
      }
    } catch (IllegalArgumentException e) {
      // reported below
    }
    throw new IllegalArgumentException(
        key + " is no address of a server: write http://host:port, without user name and password");
  }

  URI path(String path) {
    return URI.create(base + path);
  }
}
