package io.musicreclass.web;

import io.musicreclass.web.http.PathSpelling;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parts of a request that the {@link AccessPolicy} looks at. Absent headers are empty.
 *
 * @param path normalized, as the router reads it
 * @param host the header {@code Host}: name or address, with or without port
 * @param origin the header {@code Origin}
 * @param site the header {@code Sec-Fetch-Site}
 * @param token the bearer token or cookie
 * @param vouched whether the {@link TrustedProxy} has checked who sends it
 */
record RequestInfo(
    String method,
    String path,
    String host,
    String origin,
    String site,
    String token,
    boolean vouched) {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** Paths served by the program; all others are static files. */
  private static final Pattern PROGRAM = Pattern.compile("/(api|q)(/|$)", Pattern.CASE_INSENSITIVE);

  private static final Pattern OPEN = Pattern.compile("/q/(openapi|health)(/[a-z]*)?");

  /** The login, which checks the token itself. */
  static final String SESSION = "/api/session";

  /** Whether it may change something. */
  boolean changes() {
    return !READING.contains(method);
  }

  /** Whether it needs the token where other machines can reach the server. */
  boolean needsToken() {
    return (changes() && !path.equals(SESSION)) || path.startsWith(PathSpelling.SETUP);
  }

  /**
   * Whether the response contains data about songs: everything but the page's own files, the login,
   * the API description and the health checks.
   */
  boolean exposesData() {
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

  /**
   * Whether a browser sends it on behalf of another website.
   *
   * @param proxy the origin of a proxy that may have changed {@code Host}
   */
  boolean crossSite(Optional<String> proxy) {
    if (!origin.isEmpty()) {
      return !origin.equals("http://" + host)
          && !origin.equals("https://" + host)
          && proxy.filter(origin::equals).isEmpty();
    }
    return site.equals("cross-site") || site.equals("same-site");
  }
}
