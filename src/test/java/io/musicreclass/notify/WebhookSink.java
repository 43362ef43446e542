package io.musicreclass.notify;

import io.musicreclass.track.OutboxMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Posts the genre of each song as JSON to a URL: an example of a new output. */
final class WebhookSink implements Sink {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI url;

  WebhookSink(URI url) {
    this.url = url;
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public List<OutboxMessage> messages(Event event) {
    if (event instanceof Event.Classified song) {
      String json = "{\"id\":\"%s\",\"genre\":\"%s\"}";
      String id = song.track().id().value();
      String genre = song.track().verdict().genre();
      return List.of(new OutboxMessage("classified", json.formatted(id, genre), false));
    }
    return List.of();
  }

  @Override
  public CompletableFuture<Void> send(OutboxMessage message) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(message.payload()))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .thenCompose(response -> outcome(response.statusCode()));
  }

  private static CompletableFuture<Void> outcome(int status) {
    if (status < 300) {
      return CompletableFuture.completedFuture(null);
    }
    String why = "The webhook answered with status " + status;
    return CompletableFuture.failedFuture(
        status >= 400 && status < 500
            ? new MessageRefusedException(why)
            : new IllegalStateException(why));
  }

  @Override
  public Duration retryDelay(int failures) {
    return Duration.ofMillis(1);
  }
}
