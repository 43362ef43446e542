package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of songs to download, from the real daemon. */
class ListsIT {
  /** More than are sent at a time. */
  private static final int REQUESTS = 6;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> send(Reclass daemon, String method, String path)
      throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + daemon.port() + path);
    return client.send(
        HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void headGivesTheHeadersOfTheListAndHoldsNothing() throws Exception {
    Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", "tcp://127.0.0.1:9");
    try (Reclass daemon = reclass.start()) {
      for (String path : new String[] {"/api/tracks.csv", "/api/tracks.m3u"}) {
        HttpResponse<String> list = send(daemon, "GET", path);
        assertThat(list.statusCode()).as(list.body()).isEqualTo(200);
        assertThat(list.body()).isNotEmpty();
        assertThat(header(list, "Cache-Control")).isEqualTo("private, no-store");
        for (int i = 0; i < REQUESTS; i++) {
          HttpResponse<String> head = send(daemon, "HEAD", path);
          assertThat(head.statusCode()).isEqualTo(200);
          assertThat(head.body()).isEmpty();
          for (String name : new String[] {"Content-Type", "Content-Disposition"}) {
            assertThat(header(head, name)).isEqualTo(header(list, name)).isNotEmpty();
          }
        }
        assertThat(send(daemon, "GET", path).body()).isEqualTo(list.body());
      }
      assertThat(send(daemon, "HEAD", "/api/tracks.csv?sort=size").statusCode()).isEqualTo(400);
    }
  }
}
