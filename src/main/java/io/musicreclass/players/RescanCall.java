package io.musicreclass.players;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server to scan; used by one thread. Redirects are not followed: they would take the secret
 * elsewhere.
 */
final class RescanCall {
  private static final int SUCCESS = 2;
  private static final int REDIRECT = 3;
  private static final int HUNDRED = 100;

  private final Duration limit;
  private @Nullable HttpClient client;

  /**
   * @param limit for the whole answer
   */
  RescanCall(Duration limit) {
    this.limit = limit;
  }

  /** Makes the call; returns why it failed, with the remedy, without the secret. */
  Optional<String> failure(Player player) throws InterruptedException {
    CompletableFuture<HttpResponse<String>> call;
    try {
      HttpRequest request = player.request().timeout(limit).header("User-Agent", "reclass").build();
      call = client().sendAsync(request, head -> new CappedBody());
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    try {
      return failure(player, call.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.of(noAnswer(player));
    } catch (ExecutionException e) {
      return Optional.of(failure(player, e.getCause()));
    } finally {
      call.cancel(true);
    }
  }

  /** Made at the first call, because it reads all certificates. */
  private HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(limit)
              .build();
    }
    return client;
  }

  private static Optional<String> failure(Player player, HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status / HUNDRED == SUCCESS) {
      return player.refusal(answer.body());
    }
    if (status / HUNDRED == REDIRECT) {
      return Optional.of(
          "it redirects to another address: set reclass.players."
              + player.name()
              + ".url to the one where it is");
    }
    return Optional.of(
        switch (status) {
          case 401, 403 -> "it refuses the login: correct " + player.secretKey();
          case 404 ->
              "it has nothing at this address: correct reclass.players." + player.name() + ".url";
          default -> "it answers with HTTP status " + status + ": see its log";
        });
  }

  private String noAnswer(Player player) {
    return "it does not answer within "
        + limit.toSeconds()
        + " s: check reclass.players."
        + player.name()
        + ".url, and the server";
  }

  private String failure(Player player, Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return noAnswer(player);
    }
    String why =
        cause instanceof ConnectException ? "it cannot be reached" : "the connection failed";
    return why + ": check reclass.players." + player.name() + ".url, and the server";
  }
}
