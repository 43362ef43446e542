package io.musicreclass.web;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that has already checked who sends a request: Home Assistant's Supervisor, the setting
 * {@code reclass.web.trusted-proxy}. Headers prove nothing, since anybody can send them; the
 * address of the connection does. The headers are required as well, because the same address also
 * forwards requests of nobody in particular, such as health checks.
 */
public final class TrustedProxy {
  /** The user whom the Supervisor has logged in; it removes this header from what users send. */
  private static final String USER = "X-Remote-User-Id";

  /** Numeric only: a name could be made to mean another machine. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  private static final Pattern USER_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  private final @Nullable InetAddress address;

  private TrustedProxy(@Nullable InetAddress address) {
    this.address = address;
  }

  /**
   * Reads the setting; without it no proxy is trusted.
   *
   * @throws IllegalArgumentException if there is a {@link #problem}
   */
  static TrustedProxy of(Optional<String> setting) {
    setting
        .flatMap(TrustedProxy::problem)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return new TrustedProxy(setting.flatMap(TrustedProxy::parsed).orElse(null));
  }

  /** What is wrong with the setting, and the remedy; empty if nothing. */
  public static Optional<String> problem(String setting) {
    return parsed(setting).filter(ip -> !ip.isAnyLocalAddress()).isPresent()
        ? Optional.empty()
        : Optional.of(
            "reclass.web.trusted-proxy is '"
                + setting
                + "': use one numeric address, such as 172.30.32.2 for Home Assistant's Supervisor");
  }

  private static Optional<InetAddress> parsed(String text) {
    try {
      return ADDRESS.matcher(text).matches()
          ? Optional.of(InetAddress.getByName(text))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether the proxy forwards the request for a user whom it has logged in. */
  boolean vouchesFor(HttpServerRequest request) {
    // The connection's own address: that of the request may come from headers.
    var peer = request.connection().remoteAddress(true);
    return vouchesFor(
        peer == null ? null : peer.hostAddress(),
        ProxyPrefix.isIngress(request),
        request.getHeader(USER));
  }

  /**
   * The same by its parts.
   *
   * @param peer numeric address of the other end of the connection; null if unknown
   * @param ingress whether the request says where the ingress shows the page
   * @param user the user named by the request
   */
  boolean vouchesFor(@Nullable String peer, boolean ingress, @Nullable String user) {
    return address != null
        && peer != null
        && parsed(peer).filter(address::equals).isPresent()
        && ingress
        && user != null
        && USER_ID.matcher(user).matches();
  }
}
