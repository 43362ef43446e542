package io.musicreclass.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Requests files and follows redirects; from HTTPS only to HTTPS. */
final class HubClient {
  private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_HOPS = 8;

  private final Duration silence;
  private final HttpClient client;

  HubClient(FetchLimits limits) {
    this.silence = limits.silence();
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connect())
            .build();
  }

  /**
   * Requests a file from {@code offset} on.
   *
   * @param version validator of the bytes before the offset; if the file has changed, all of it is
   *     sent
   * @throws TransientFailure if another attempt may succeed
   */
  HttpAnswer get(URI file, long offset, Optional<String> version)
      throws TransientFailure, FetchException, IOException, InterruptedException {
    URI at = file;
    for (int hop = 0; hop <= MOST_HOPS; hop++) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(at)
              .timeout(silence)
              .header("User-Agent", "reclass")
              .header("Accept-Encoding", "identity");
      if (offset > 0 && version.isPresent()) {
        request.header("Range", "bytes=" + offset + "-").header("If-Range", version.get());
      }
      HttpResponse<InputStream> response = send(request.build(), file);
      if (!ELSEWHERE.contains(response.statusCode())) {
        return new HttpAnswer(response);
      }
      response.body().close();
      at = next(file, at, response.headers().firstValue("Location"));
    }
    throw new FetchException(file + " has too many redirects", "Try another mirror");
  }

  private HttpResponse<InputStream> send(HttpRequest request, URI file)
      throws TransientFailure, FetchException, InterruptedException {
    String host = request.uri().getHost();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpConnectTimeoutException | ConnectException e) {
      throw new TransientFailure(host + " cannot be reached");
    } catch (HttpTimeoutException e) {
      throw new TransientFailure(host + " does not answer");
    } catch (SSLException e) {
      throw new FetchException(
          file + ": the connection to " + host + " cannot be trusted (" + e.getMessage() + ")",
          "Check the clock of this machine and its certificates (apt install ca-certificates)");
    } catch (IOException e) {
      throw new TransientFailure(host + " closed the connection");
    }
  }

  /** The target of a redirect. */
  static URI next(URI file, URI at, Optional<String> location) throws FetchException {
    URI to;
    try {
      to = at.resolve(location.orElse(""));
    } catch (IllegalArgumentException e) {
      throw badRedirect(file, location.orElse(""));
    }
    boolean secure = "https".equals(to.getScheme());
    boolean asPlain = "http".equals(to.getScheme()) && "http".equals(at.getScheme());
    if (location.isEmpty() || to.getHost() == null || !(secure || asPlain)) {
      throw badRedirect(file, location.orElse("no address"));
    }
    return to;
  }

  private static FetchException badRedirect(URI file, String location) {
    return new FetchException(
        file + " redirects to " + location + ", which is not allowed", "Try another mirror");
  }
}
