package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.e2e.RawHttp.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route in the API description, so none can be forgotten. */
class EveryRouteIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String SESSION = "/api/session";
  private static final String UPLOADS = "/api/inbox/";
  private static final String AS_JSON = "Content-Type: application/json\r\n";
  private static final int LONG = 100_000;

  private static final List<byte[]> MALFORMED =
      Stream.of("{\"genre\": ", "[]", "7", "\"text\"", "{\"nonsense\": 1}", "[".repeat(5000))
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();

  @TempDir private Path folder;
  private Reclass daemon;
  private String token;

  private record Route(String method, String path, JsonNode described) {
    String line() {
      return method
          + " "
          + path.replace("{id}", "sha256:" + "0".repeat(64)).replace("{name}", "a.wav");
    }

    boolean changes() {
      return !READING.contains(method);
    }

    boolean takesJson() {
      return described.at("/requestBody/content").has("application/json");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private List<Route> routes() throws IOException {
    List<Route> routes = new ArrayList<>();
    JsonNode api = JSON.readTree(daemon.get("/q/openapi?format=json"));
    for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        String name = method.getKey().toUpperCase(Locale.ROOT);
        routes.add(new Route(name, path.getKey(), method.getValue()));
      }
    }
    assertThat(routes).hasSizeGreaterThan(20);
    return routes;
  }

  private Answer send(String line, String headers, byte[] body) throws IOException {
    return RawHttp.send(daemon.port(), line, headers, body);
  }

  private Answer send(String line, String headers) throws IOException {
    return send(line, headers, new byte[0]);
  }

  private static String host(String name) {
    return "Host: " + name + "\r\n";
  }

  private String known() {
    return host("localhost") + "Authorization: Bearer " + token + "\r\n";
  }

  private static String length(long bytes) {
    return "Content-Length: " + bytes + "\r\n";
  }

  private static void assertProblem(Answer answer, int status, String what) throws IOException {
    assertThat(answer.status()).as(what + " " + answer.body()).isEqualTo(status);
    assertThat(answer.head()).as(what).contains("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.path("status").asInt()).as(what).isEqualTo(status);
    assertThat(problem.path("title").asText()).as(what).isNotBlank();
    assertThat(problem.path("mend").asText()).as(what).isNotBlank();
    assertThat(answer.body()).as(what).doesNotContain("Exception", "io.musicreclass");
  }

  @Test
  void everyRouteIsDescribedAndRefusesInvalidRequests() throws Exception {
    Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", "tcp://127.0.0.1:9");
    try (Reclass started = reclass.set("QUARKUS_HTTP_HOST", "0.0.0.0").start()) {
      daemon = started;
      token = Files.readString(daemon.home().resolve("token")).strip();
      String settings = daemon.get("/api/settings");
      String counts = daemon.get("/api/charts");
      for (Route route : routes()) {
        isDescribed(route);
        unauthorisedRequestsAreRefused(route);
        wrongBodiesAreRefused(route);
        wrongParametersAreRefused(route);
      }
      assertProblem(send("GET /api/none", host("localhost")), 404, "no such route");
      assertThat(send("GET /api/tracks/%zz", host("localhost")).status()).isEqualTo(400);
      assertThat(daemon.get("/api/settings")).as("nothing has changed").isEqualTo(settings);
      assertThat(daemon.get("/api/charts")).isEqualTo(counts);
      assertThat(daemon.inbox()).isEmptyDirectory();
      assertThat(Files.readString(daemon.log())).doesNotContain("\tat ", "ERROR");
    }
  }

  private static void isDescribed(Route route) {
    JsonNode described = route.described();
    assertThat(described.path("summary").asText()).as(route + " has a summary").isNotBlank();
    assertThat(described.path("tags")).as(route + " has a tag").hasSize(1);
    assertThat(described.at("/responses/default/content").has("application/problem+json"))
        .as(route + " describes its errors")
        .isTrue();
    assertThat(described.path("responses").properties())
        .as(route + " describes its responses, and errors only as the default one")
        .hasSizeGreaterThan(1)
        .allMatch(answer -> answer.getKey().matches("20[0-46]|default"));
    for (JsonNode parameter : described.path("parameters")) {
      assertThat(parameter.path("description").asText()).as(route + " " + parameter).isNotBlank();
    }
    assertThat(described.has("security"))
        .as(route + " states whether it needs the token")
        .isEqualTo(
            (route.changes() && !route.path().equals(SESSION))
                || route.path().equals("/api/setup")
                || route.path().matches(".*(/audio|/cover|[.]csv|[.]m3u)"));
  }

  private void unauthorisedRequestsAreRefused(Route route) throws IOException {
    String line = route.line();
    assertProblem(send(line, host("evil.example")), 403, line + " by another name");
    if (!route.changes()) {
      return;
    }
    String elsewhere = known() + "Origin: http://evil.example\r\n";
    assertProblem(send(line, elsewhere), 403, line + " from another page");
    assertProblem(
        send(line, known() + "Sec-Fetch-Site: cross-site\r\n"), 403, line + " from another site");
    if (!route.path().equals(SESSION)) {
      assertProblem(send(line, host("localhost")), 401, line + " without token");
      String wrong = host("localhost") + "Authorization: Bearer " + "x".repeat(43) + "\r\n";
      assertProblem(send(line, wrong), 401, line + " with a wrong token");
    }
  }

  private void wrongBodiesAreRefused(Route route) throws IOException {
    String line = route.line();
    assertProblem(
        send("BREW" + line.substring(line.indexOf(' ')), known()), 405, line + " as BREW");
    if (route.path().startsWith(UPLOADS)) {
      assertThat(send(line, known() + length(3L << 30)).status()).isEqualTo(413);
      return;
    }
    assertProblem(send(line, known() + length(LONG), new byte[LONG]), 413, line + " too long");
    byte[] chunks = "5\r\nhello\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    assertProblem(
        send(line, known() + "Transfer-Encoding: chunked\r\n", chunks), 413, line + " in chunks");
    if (!route.takesJson()) {
      return;
    }
    for (byte[] body : MALFORMED) {
      String what =
          line + " " + new String(body, 0, Math.min(20, body.length), StandardCharsets.UTF_8);
      assertProblem(send(line, known() + AS_JSON + length(body.length), body), 400, what);
      String text = "Content-Type: text/plain\r\n";
      assertProblem(send(line, known() + text + length(body.length), body), 415, what);
    }
  }

  private void wrongParametersAreRefused(Route route) throws IOException {
    for (JsonNode parameter : route.described().path("parameters")) {
      boolean number = parameter.at("/schema/type").toString().contains("integer");
      if (parameter.path("in").asText().equals("query") && number) {
        String line = route.line() + "?" + parameter.path("name").asText() + "=many";
        assertProblem(send(line, known()), 400, line);
      }
    }
  }
}
