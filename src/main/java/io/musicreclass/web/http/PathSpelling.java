package io.musicreclass.web.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refuses every spelling of a path that one part of a server may read differently from another.
 * Nobody needs one: there is one way to write each route.
 */
public final class PathSpelling {
  /** What the path of an upload starts with; a slash and the name of its file follow. */
  public static final String UPLOADS = "/api/inbox";

  /** A matrix parameter, an empty step, a step of dots, however the dots are written. */
  private static final Pattern ODD =
      Pattern.compile(";|\\\\|//|/(?:\\.|%2e){1,2}(?:/|$)", Pattern.CASE_INSENSITIVE);

  /** A slash, backslash, semicolon, dot, percent sign or control character, encoded. */
  private static final Pattern ENCODED =
      Pattern.compile("%(?:2f|5c|3b|2e|25|[01][0-9a-f]|7f)", Pattern.CASE_INSENSITIVE);

  private PathSpelling() {}

  /**
   * Why a path is refused; empty: it is spelled as it should be.
   *
   * @param path as it was sent, without the query
   */
  public static Optional<Problem> problem(String path) {
    // The name of an upload may hold any character, and is checked by itself.
    String strict = path.startsWith(UPLOADS + "/") ? UPLOADS : path;
    return ODD.matcher(path).find() || ENCODED.matcher(strict).find()
        ? Optional.of(
            new Problem(
                400,
                "Invalid characters in the path",
                "remove ';', '//', '.', '..' and encoded slashes; write ; in names as %3B"))
        : Optional.empty();
  }
}
