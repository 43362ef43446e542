package io.musicreclass.web;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a reverse proxy shows the page: the setting {@code reclass.web.base}.
 *
 * @param origin such as {@code https://home.example}; empty if the setting is only a path
 * @param path without a slash at its end; empty for the root
 */
public record PageBase(Optional<String> origin, String path) {
  /** Letters and digits only, so that it can stand in a header, a cookie or a template. */
  private static final Pattern SETTING =
      Pattern.compile(
          "((https?)://((?:[a-zA-Z0-9-]+\\.)*[a-zA-Z0-9-]+|\\[[0-9a-fA-F:]+])(?::(\\d{1,5}))?)?(.*)");

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException if there is a {@link #problem}
   */
  static PageBase of(String setting) {
    return parsed(setting)
        .orElseThrow(() -> new IllegalArgumentException(problem(setting).orElseThrow()));
  }

  /** What is wrong with the setting, and the remedy; empty if nothing. */
  public static Optional<String> problem(String setting) {
    return parsed(setting).isPresent()
        ? Optional.empty()
        : Optional.of(
            "reclass.web.base is '"
                + setting
                + "': use a path such as /reclass, or a URL such as https://home.example/reclass");
  }

  private static Optional<PageBase> parsed(String setting) {
    Matcher parts = SETTING.matcher(setting.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    Optional<String> origin =
        Optional.ofNullable(parts.group(1))
            .map(url -> origin(parts.group(2), parts.group(3), parts.group(4)));
    String path = parts.group(5);
    if (path.equals("/") || (path.isEmpty() && origin.isPresent())) {
      return Optional.of(new PageBase(origin, ""));
    }
    return ProxyPrefix.valid(path).map(valid -> new PageBase(origin, valid));
  }

  /** As browsers write it in the header Origin: lower case, without the scheme's own port. */
  private static String origin(String scheme, String host, String port) {
    boolean usual = port == null || port.equals(scheme.equals("https") ? "443" : "80");
    return scheme + "://" + host.toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port);
  }

  /** The page's address; empty if only its path is known. */
  Optional<URI> page() {
    return origin.map(known -> URI.create(known + path + "/"));
  }

  /** The name of the proxy's host, as in {@code Host} without a port. */
  Optional<String> hostName() {
    return origin.map(URI::create).map(URI::getHost);
  }

  /** A path below this one as the server knows it; empty if it is not below. */
  Optional<String> below(String requested) {
    return !path.isEmpty() && requested.startsWith(path + "/")
        ? Optional.of(requested.substring(path.length()))
        : Optional.empty();
  }
}
