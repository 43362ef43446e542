package io.musicreclass.web;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What decides whether a request may pass. Headers that are absent are empty.
 *
 * @param path normalized, as the router reads it
 * @param host the header {@code Host}: name or address, with or without port
 * @param origin the header {@code Origin}
 * @param site the header {@code Sec-Fetch-Site}
 * @param token what was sent as bearer token or cookie
 */
public record RequestInfo(
    String method, String path, String host, String origin, String site, String token) {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** What the program answers itself; the rest is files. */
  private static final Pattern PROGRAM = Pattern.compile("/(api|q)(/|$)", Pattern.CASE_INSENSITIVE);

  private static final Pattern OPEN = Pattern.compile("/q/(openapi|health)(/[a-z]*)?");

  /** Where a token is turned into a cookie: guarded by the token itself. */
  static final String SESSION = "/api/session";

  /** How the machine is set up: not for everybody in the network, even to read. */
  public static final String SETUP = "/api/setup";

  /** Whether it can change something. */
  boolean changes() {
    return !READING.contains(method);
  }

  /** Whether it is only for those who have the token, where others can come here. */
  boolean guarded() {
    return (changes() && !path.equals(SESSION)) || path.startsWith(SETUP);
  }

  /**
   * Whether it carries what is known of songs: everything but the page's own files, the login, the
   * description of the API and whether the program is well.
   */
  boolean tells() {
    boolean open = path.equals(SESSION) || OPEN.matcher(path).matches();
    return !open && PROGRAM.matcher(path).lookingAt();
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
