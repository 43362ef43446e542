package io.musicreclass.web.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rejects spellings of a path that different parts of a server could interpret differently. No
 * client needs them: each route has one spelling.
 */
public final class PathSpelling {
  /** Prefix of upload paths, followed by a slash and the file name. */
  public static final String UPLOADS = "/api/inbox";

  /** Path of the setup, which needs the token even for reading. */
  public static final String SETUP = "/api/setup";

  /** A matrix parameter, an empty segment, or a segment of dots, encoded or not. */
  private static final Pattern ODD =
      Pattern.compile(";|\\\\|//|/(?:\\.|%2e){1,2}(?:/|$)", Pattern.CASE_INSENSITIVE);

  /** A slash, backslash, semicolon, dot, percent sign or control character, encoded. */
  private static final Pattern ENCODED =
      Pattern.compile("%(?:2f|5c|3b|2e|25|[01][0-9a-f]|7f)", Pattern.CASE_INSENSITIVE);

  /** The path of an upload, also below the prefix of a proxy. */
  private static final Pattern UPLOAD =
      Pattern.compile("(?:/[A-Za-z0-9._~-]+){0,8}" + UPLOADS + "/");

  private PathSpelling() {}

  /** Whether a request target is that of an upload. */
  static boolean isUpload(String uri) {
    return UPLOAD.matcher(uri).lookingAt();
  }

  /**
   * Why a path is rejected; empty if it is accepted.
   *
   * @param path as sent, without the query
   */
  public static Optional<Problem> problem(String path) {
    // The name of an upload may contain any character, and is checked separately.
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
