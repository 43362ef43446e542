package io.musicreclass.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path below which a proxy shows the page, as the request tells. Anybody can send these
 * headers, so they only affect the response to the same request: the path of its cookie, and
 * whether a page of the same origin may frame it. Values that are not plain paths are ignored.
 */
final class ProxyPrefix {
  /** Sent by Home Assistant, which shows the page in a frame of its own page. */
  private static final String INGRESS = "X-Ingress-Path";

  private static final String FORWARDED = "X-Forwarded-Prefix";

  /** Key of the prefix that was removed from the request's own path. */
  private static final String REMOVED = "reclass.prefix";

  private static final Pattern PLAIN = Pattern.compile("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*){1,8}");
  private static final int MAX_LENGTH = 200;

  private ProxyPrefix() {}

  /** A plain path without a slash at its end; empty if the text is none. */
  static Optional<String> valid(String text) {
    String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return path.length() <= MAX_LENGTH && PLAIN.matcher(path).matches()
        ? Optional.of(path)
        : Optional.empty();
  }

  /** Whether Home Assistant's ingress forwards the request. */
  static boolean isIngress(HttpServerRequest request) {
    return header(request, INGRESS).isPresent();
  }

  /** The prefix; empty for none. */
  static String of(RoutingContext context) {
    return header(context.request(), INGRESS)
        .or(() -> header(context.request(), FORWARDED))
        .or(() -> Optional.ofNullable(context.get(REMOVED)))
        .orElse("");
  }

  private static Optional<String> header(HttpServerRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name)).flatMap(ProxyPrefix::valid);
  }

  /** Starts the request again without the configured prefix; false if its path has none. */
  static boolean remove(RoutingContext context, PageBase base) {
    if (context.get(REMOVED) != null) {
      return false;
    }
    Optional<String> path = base.below(context.request().path());
    path.ifPresent(
        below -> {
          context.put(REMOVED, base.path());
          String query = context.request().query();
          context.reroute(query == null ? below : below + "?" + query);
        });
    return path.isPresent();
  }
}
