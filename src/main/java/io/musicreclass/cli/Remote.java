package io.musicreclass.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.pipeline.Setup;
import io.musicreclass.web.Server;
import io.musicreclass.web.Token;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/** The running daemon, over HTTP. */
final class Remote {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final String token;
  private final String absent;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private Remote(URI base, String token, String absent) {
    this.base = base;
    this.token = token;
    this.absent = absent;
  }

  /**
   * The daemon of these settings.
   *
   * @param absent what to say when nobody answers there
   */
  static Remote of(Setup setup, String absent) throws IOException {
    URI page = URI.create(Server.page(ConfigProvider.getConfig()));
    return new Remote(page, Token.at(setup.home()).value(), absent);
  }

  /**
   * Asks it for something.
   *
   * @param path such as {@code api/retry}
   * @param body written as JSON
   * @throws UsageError when it refuses or does not answer, with the mend
   */
  JsonNode send(String method, String path, Object body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofMinutes(1))
            .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    HttpResponse<String> response = answer(request);
    JsonNode json = json(response.body());
    if (response.statusCode() >= 400) {
      throw new UsageError(
          "The running daemon refuses: "
              + json.path("title").asText("status " + response.statusCode())
              + ": "
              + json.path("mend").asText("see its log"));
    }
    return json;
  }

  private HttpResponse<String> answer(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UsageError("Nobody answers at " + base + ": " + absent);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  private static JsonNode json(String body) throws IOException {
    try {
      return JSON.readTree(body);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IOException("The daemon's answer is no JSON: is another program at its port?", e);
    }
  }

  /** Reads an answer, or a part of one, as a record. */
  static <T> T as(JsonNode json, Class<T> type) throws IOException {
    return JSON.treeToValue(json, type);
  }
}
