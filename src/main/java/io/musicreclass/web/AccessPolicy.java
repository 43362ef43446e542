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

/**
 * Decides who may do what.
 *
 * <p>A page of a stranger in the user's browser can send requests here: under a name of the
 * stranger's that was pointed at this machine (DNS rebinding), or under ours, without seeing the
 * answer (CSRF). So the name must be one of ours, and a change must come from our own page or from
 * no page at all. Where other machines reach us, a change also needs the token.
 */
final class AccessPolicy {
  /** An address in digits: a browser that was given one was not led here by a name. */
  private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f:.]*:.*");

  private final boolean reachable;
  private final boolean tokenForAll;
  private final Set<String> names;
  private final Token token;

  /**
   * @param address what the port is bound to
   * @param hosts names besides the machine's own
   */
  AccessPolicy(String address, WebConfig.TokenFor tokenFor, List<String> hosts, Token token) {
    this.reachable = !local(address);
    this.tokenForAll = tokenFor == WebConfig.TokenFor.ALL;
    this.token = token;
    this.names = new HashSet<>(Set.of("localhost"));
    hosts.forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
    ownName()
        .ifPresent(
            name -> {
              names.add(name);
              names.add(name + ".local");
            });
  }

  private static boolean local(String address) {
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

  /** Whether other machines can come here at all. */
  boolean reachable() {
    return reachable;
  }

  /** Why the visit is refused; empty: come in. */
  Optional<Problem> refusal(RequestInfo visit) {
    String name = visit.hostName().toLowerCase(Locale.ROOT);
    if (!names.contains(name) && !ADDRESS.matcher(name).matches()) {
      return Optional.of(
          new Problem(
              403,
              "'" + name + "' is not a known name of this machine",
              "use its IP address, or add the name to reclass.web.hosts"));
    }
    if (visit.changes() && visit.foreign()) {
      return Optional.of(
          new Problem(
              403,
              "The request comes from another website: " + visit.origin(),
              "use the page served by Reclass"));
    }
    return withoutToken(visit, visit.guarded() || (tokenForAll && visit.tells()));
  }

  /**
   * The same for the resource that a request has come to, whatever its path.
   *
   * @param secret whether it needs the token also to be read
   * @param tells whether it tells of songs or takes changes: all but the login
   */
  Optional<Problem> refusalOf(RequestInfo visit, boolean secret, boolean tells) {
    return withoutToken(visit, secret || (tells && (tokenForAll || visit.changes())));
  }

  private Optional<Problem> withoutToken(RequestInfo visit, boolean guarded) {
    if (!reachable || !guarded || token.is(visit.token())) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            401,
            visit.token().isEmpty() ? "Access token required" : "Wrong access token",
            "run 'reclass token' on the machine that runs Reclass and open the link it prints"));
  }

  /** Whether those without the token may read what is known. */
  boolean tellsStrangers() {
    return !reachable || !tokenForAll;
  }

  /** Whether that is the token. */
  boolean knows(String claimed) {
    return token.is(claimed);
  }
}
