package io.musicreclass.players;

import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * A music server that scans its library on request. A new one is a class that implements this,
 * listed in {@link ConfiguredPlayers}.
 */
interface Player {
  /** Its name in settings. */
  String name();

  /**
   * The request to scan.
   *
   * @throws IllegalArgumentException if the secret cannot be read; the message says what to do
   */
  HttpRequest.Builder request();

  /**
   * Why the server has refused although it answered with success; empty if it scans.
   *
   * @param body the beginning of its answer
   */
  default Optional<String> refusal(String body) {
    return Optional.empty();
  }

  /** The setting of its secret. */
  String secretKey();
}
