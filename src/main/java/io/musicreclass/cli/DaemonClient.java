package io.musicreclass.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.web.Server;
import io.musicreclass.web.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** The running daemon, over HTTP. */
final class DaemonClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final String token;
  private final String absent;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private DaemonClient(URI base, String token, String absent) {
    this.base = base;
    this.token = token;
    this.absent = absent;
  }

  /**
   * The daemon of these settings.
   *
   * @param absent explanation for when nothing answers there
   */
  static DaemonClient of(Settings setup, String absent) throws IOException {
    URI page = URI.create(Server.page(ConfigProvider.getConfig()));
    return new DaemonClient(page, Token.at(setup.home()).value(), absent);
  }

  /**
   * Sends a request.
   *
   * @param path such as {@code api/retry}
   * @param body written as JSON
   * @throws UsageError if the daemon refuses or does not answer; the message says what to do
   */
  JsonNode send(String method, String path, Object body) throws IOException {
    HttpResponse<String> response = answer(request(method, path, body), BodyHandlers.ofString());
    JsonNode json = json(response.body());
    refusal(response.statusCode(), json);
    return json;
  }

  /**
   * Sends a request that is answered line by line while the daemon works.
   *
   * @param line receives every line but the last
   * @return the last line
   * @throws UsageError if the daemon refuses or does not answer; the message says what to do
   * @throws IOException if the response ends before the last line, or the last line reports a
   *     problem
   */
  JsonNode follow(String path, Object body, Consumer<JsonNode> line) throws IOException {
    HttpResponse<Stream<String>> response =
        answer(request("POST", path, body), BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      Iterator<String> rest = lines.filter(text -> !text.isBlank()).iterator();
      while (rest.hasNext()) {
        JsonNode json = json(rest.next());
        refusal(response.statusCode(), json);
        if (json.has("problem")) {
          throw new IOException("The daemon stopped the work: " + json.get("problem").asText());
        }
        if (json.path("what").asText().equals("end")) {
          return json;
        }
        line.accept(json);
      }
    } catch (UncheckedIOException e) {
      throw new IOException("The daemon closed the connection: see its log, and try again", e);
    }
    throw new IOException("The daemon stopped before it had finished: try again");
  }

  private HttpRequest request(String method, String path, Object body) throws IOException {
    return HttpRequest.newBuilder(base.resolve(path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .timeout(Duration.ofMinutes(1))
        .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
        .build();
  }

  private static void refusal(int status, JsonNode json) {
    if (status >= 400) {
      throw new UsageError(
          "The running daemon refused the request: "
              + json.path("title").asText("status " + status)
              + ": "
              + json.path("mend").asText("see its log"));
    }
  }

  private <T> HttpResponse<T> answer(HttpRequest request, BodyHandler<T> body) throws IOException {
    try {
      return client.send(request, body);
    } catch (IOException e) {
      throw new UsageError("No answer from " + base + ": " + absent);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  private static JsonNode json(String body) throws IOException {
    try {
      return JSON.readTree(body);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IOException(
          "The response is not JSON: is another program using the daemon's port?", e);
    }
  }

  /** Reads a response, or a part of one, as a record. */
  static <T> T as(JsonNode json, Class<T> type) throws IOException {
    return JSON.treeToValue(json, type);
  }
}
