package io.musicreclass.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.web.http.PathSpelling;
import io.musicreclass.web.http.Problem;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;

/**
 * Applies the {@link AccessPolicy} to every request, and sets the security headers of every
 * response.
 */
@ApplicationScoped
class SecurityFilter {
  static final String COOKIE = "reclass_token";

  /** Request bodies are small JSON; only uploads may be longer. */
  private static final long MAX_BODY = 64 * 1024;

  /** Before all other handlers. */
  private static final int FIRST = 1000;

  /** Without the pages that may show this one in a frame. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " media-src 'self'; connect-src 'self'; font-src 'self'; manifest-src 'self';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors ";

  private final DaemonHolder holder;
  private final ObjectMapper json;

  SecurityFilter(DaemonHolder holder, ObjectMapper json) {
    this.holder = holder;
    this.json = json;
  }

  void install(@Observes Filters filters) {
    filters.register(this::pass, FIRST);
  }

  private void pass(RoutingContext context) {
    PageBase base = holder.accessPolicy().base();
    if (ProxyPrefix.remove(context, base)) {
      return;
    }
    String frames = ProxyPrefix.isIngress(context.request()) ? "'self'" : "'none'";
    context
        .response()
        .putHeader("Content-Security-Policy", POLICY + frames)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    Optional<Problem> refusal =
        holder
            .accessPolicy()
            .refusal(request(context, holder.accessPolicy().proxy()))
            .or(() -> PathSpelling.problem(context.request().path()))
            .or(() -> tooLong(context.request()));
    if (refusal.isEmpty()) {
      if (!base.path().isEmpty() && context.request().path().equals(base.path())) {
        redirectToFolder(context, base);
      } else {
        context.next();
      }
      return;
    }
    context
        .response()
        .putHeader("Connection", "close"); // an unread body must not be parsed as the next request
    end(context, refusal.get());
  }

  /** The page's own links are relative to its folder, so its address needs the last slash. */
  private static void redirectToFolder(RoutingContext context, PageBase base) {
    String folder = base.path().substring(base.path().lastIndexOf('/') + 1) + "/";
    context.response().setStatusCode(308).putHeader("Location", folder).end();
  }

  /** Formats errors of requests that match no resource. */
  void answer(@Observes Router router) {
    for (HttpResponseStatus status :
        List.of(
            HttpResponseStatus.BAD_REQUEST,
            HttpResponseStatus.NOT_FOUND,
            HttpResponseStatus.METHOD_NOT_ALLOWED,
            HttpResponseStatus.NOT_ACCEPTABLE,
            HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
            HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE)) {
      router.errorHandler(
          status.code(), context -> end(context, Problem.of(status.code(), status.reasonPhrase())));
    }
  }

  private void end(RoutingContext context, Problem problem) {
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader("Content-Type", Problem.TYPE)
        .end(toJson(problem));
  }

  /**
   * The parts of a request that the policy looks at.
   *
   * @param proxy the proxy that logs users in
   */
  static RequestInfo request(RoutingContext context, TrustedProxy proxy) {
    HttpServerRequest request = context.request();
    boolean vouched = proxy.vouchesFor(request);
    String bearer = header(request, "Authorization");
    Cookie cookie = request.getCookie(COOKIE);
    String token =
        bearer.startsWith("Bearer ")
            ? bearer.substring("Bearer ".length()).strip()
            : cookie == null ? "" : cookie.getValue();
    return new RequestInfo(
        request.method().name(),
        context.normalizedPath(),
        vouched ? forwardedHost(request) : host(request),
        header(request, "Origin"),
        header(request, "Sec-Fetch-Site"),
        token,
        vouched);
  }

  /** The header {@code Host}; in HTTP/2, the authority. */
  private static String host(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    return authority == null ? "" : authority.toString();
  }

  /** The host as the user's browser knows it. */
  private static String forwardedHost(HttpServerRequest request) {
    String forwarded = header(request, "X-Forwarded-Host");
    return forwarded.isEmpty() ? host(request) : forwarded;
  }

  private static String header(HttpServerRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }

  private static Optional<Problem> tooLong(HttpServerRequest request) {
    if (request.path().startsWith(PathSpelling.UPLOADS + "/")) {
      return Optional.empty();
    }
    String length = header(request, "Content-Length");
    boolean chunked = !header(request, "Transfer-Encoding").isEmpty();
    boolean tooLong =
        !length.isEmpty() && (!length.matches("\\d{1,9}") || Long.parseLong(length) > MAX_BODY);
    return chunked || tooLong
        ? Optional.of(
            new Problem(413, "The request is too long", "send at most 64 KiB, with Content-Length"))
        : Optional.empty();
  }

  private String toJson(Problem problem) {
    try {
      return json.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Strings can always be written as JSON", e);
    }
  }
}
