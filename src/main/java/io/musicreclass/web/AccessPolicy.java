package io.musicreclass.web;

import io.musicreclass.config.WebConfig;
import io.musicreclass.web.http.Problem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests are allowed.
 *
 * <p>A foreign page in the user's browser can send requests to this server: under a foreign host
 * name that resolves to this machine (DNS rebinding), or under ours, without seeing the response
 * (CSRF). So the host name must be one of ours, and a change must come from our own page or from no
 * page at all. Where other machines can reach the server, a change also needs the token. What the
 * {@link TrustedProxy} vouches for needs neither token nor name.
 */
final class AccessPolicy {
  /** A numeric address, which DNS rebinding cannot forge. */
  private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f:.]*:.*");

  private final boolean reachable;
  private final boolean tokenForAll;
  private final boolean listeningOpen;
  private final Set<String> names;
  private final PageBase base;
  private final TrustedProxy proxy;
  private final Token token;

  /**
   * @param address the address that the port is bound to
   * @param hosts accepted host names besides the machine's own
   * @param base where a reverse proxy shows the page
   * @param proxy the proxy that logs users in, if any
   */
  AccessPolicy(
      String address,
      WebConfig.TokenFor tokenFor,
      WebConfig.Listen listen,
      List<String> hosts,
      PageBase base,
      TrustedProxy proxy,
      Token token) {
    this.base = base;
    this.proxy = proxy;
    this.reachable = !isLoopback(address);
    this.tokenForAll = tokenFor == WebConfig.TokenFor.ALL;
    this.listeningOpen = listen == WebConfig.Listen.OPEN;
    this.token = token;
    this.names = new HashSet<>(Set.of("localhost"));
    hosts.forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
    base.hostName().ifPresent(names::add);
    ownName()
        .ifPresent(
            name -> {
              names.add(name);
              names.add(name + ".local");
            });
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static Optional<String> ownName() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Where a reverse proxy shows the page. */
  PageBase base() {
    return base;
  }

  /** The proxy that logs users in. */
  TrustedProxy proxy() {
    return proxy;
  }

  /** Whether other machines can reach the server at all. */
  boolean reachable() {
    return reachable;
  }

  /** Why the request is refused; empty if it is allowed. */
  Optional<Problem> refusal(RequestInfo request) {
    String name = request.hostName().toLowerCase(Locale.ROOT);
    if (!request.vouched() && !names.contains(name) && !ADDRESS.matcher(name).matches()) {
      return Optional.of(
          new Problem(
              403,
              "'" + name + "' is not a known name of this machine",
              "use its IP address, or add the name to reclass.web.hosts"));
    }
    if (request.changes() && request.crossSite(base.origin())) {
      return Optional.of(
          new Problem(
              403,
              "The request comes from another website: " + request.origin(),
              "use the page served by Reclass; behind a proxy that changes the header Host, set"
                  + " reclass.web.base to the page's URL"));
    }
    return withoutToken(request, request.needsToken() || (tokenForAll && request.exposesData()));
  }

  /**
   * The same for the matched resource, whatever the spelling of the path.
   *
   * @param secret null if reading it does not need the token
   * @param exposesData whether it exposes data or accepts changes: everything but the login
   */
  Optional<Problem> refusalOf(RequestInfo request, @Nullable Secret secret, boolean exposesData) {
    boolean guarded = secret != null && !(secret.openable() && listeningOpen);
    return withoutToken(request, guarded || (exposesData && (tokenForAll || request.changes())));
  }

  private Optional<Problem> withoutToken(RequestInfo request, boolean guarded) {
    if (!reachable || !guarded || request.vouched() || token.matches(request.token())) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            401,
            request.token().isEmpty() ? "Access token required" : "Wrong access token",
            "run 'reclass token' on the machine that runs Reclass and open the link it prints"));
  }

  /** Whether clients without the token may read data. */
  boolean allowsAnonymousReads() {
    return !reachable || !tokenForAll;
  }

  /** Whether the given value is the token. */
  boolean isToken(String claimed) {
    return token.matches(claimed);
  }
}
