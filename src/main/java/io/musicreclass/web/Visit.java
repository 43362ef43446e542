package io.musicreclass.web;

import java.util.Set;

/**
 * What decides whether a request may pass. Headers that are absent are empty.
 *
 * @param host the header {@code Host}: name or address, with or without port
 * @param origin the header {@code Origin}
 * @param site the header {@code Sec-Fetch-Site}
 * @param token what was sent as bearer token or cookie
 */
record Visit(String method, String path, String host, String origin, String site, String token) {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** Where a token is turned into a cookie: guarded by the token itself. */
  static final String SESSION = "/api/session";

  /** How the machine is set up: not for everybody in the network, even to read. */
  static final String SETUP = "/api/setup";

  /** Whether it can change something. */
  boolean changes() {
    return !READING.contains(method);
  }

  /** Whether it is only for those who have the token, where others can come here. */
  boolean guarded() {
    return (changes() && !path.equals(SESSION)) || path.startsWith(SETUP);
  }

  /** Whether it carries what is known of songs, not just the page's own files. */
  boolean tells() {
    return (path.startsWith("/api/") && !path.equals(SESSION)) || path.startsWith("/q/metrics");
  }

  /** The name in {@code Host}, without port and brackets. */
  String hostName() {
    if (host.startsWith("[")) {
      return host.substring(1, Math.max(1, host.indexOf(']')));
    }
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  /** Whether a browser sends it for a page that is not ours. */
  boolean foreign() {
    if (!origin.isEmpty()) {
      return !origin.equals("http://" + host) && !origin.equals("https://" + host);
    }
    return site.equals("cross-site") || site.equals("same-site");
  }
}
