package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.e2e.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No other spelling of a guarded route bypasses the token. */
class PathSpellingIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOST = "Host: localhost\r\n";
  private static final String SETUP = "/api/setup";

  @TempDir private Path folder;

  private static Reclass reclass(Path folder, String tokenFor) throws IOException {
    return Reclass.in(folder)
        .set("RECLASS_MQTT_URL", "tcp://127.0.0.1:9")
        .set("QUARKUS_HTTP_HOST", "0.0.0.0")
        .set("RECLASS_WEB_TOKEN_FOR", tokenFor);
  }

  /** Methods and paths, such as {@code GET /api/setup}. */
  private static List<String[]> routes(Reclass daemon) throws IOException {
    List<String[]> routes = new ArrayList<>();
    JsonNode api = JSON.readTree(daemon.get("/q/openapi?format=json"));
    for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
      String concrete =
          path.getKey().replace("{id}", "sha256:" + "0".repeat(64)).replace("{name}", "a.wav");
      path.getValue()
          .properties()
          .forEach(m -> routes.add(new String[] {m.getKey().toUpperCase(Locale.ROOT), concrete}));
    }
    assertThat(routes).hasSizeGreaterThan(20);
    routes.add(new String[] {"GET", "/q/metrics"});
    return routes;
  }

  private static Set<String> spellings(String path) {
    Set<String> odd = new LinkedHashSet<>();
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      String before = path.substring(0, slash);
      String after = path.substring(slash + 1);
      for (String instead :
          List.of(
              ";x/",
              ";/",
              ";a=b/",
              "/;/",
              "/;x/",
              "%3b/",
              "%3Bx/",
              "%2f",
              "%2F",
              "//",
              "///",
              "/./",
              "/../",
              "/x/../",
              "/%2e/",
              "/%2E%2e/",
              "/.%2e/",
              "/..;/",
              "/x/..;/",
              "/%5c",
              "\\",
              "/\\",
              "%5c",
              "%252f",
              "/%00/",
              "/%09",
              "/%20/",
              "%c0%af")) {
        odd.add(before + instead + after);
      }
      if (!after.isEmpty()) {
        String letter = String.format(Locale.ROOT, "/%%%02x", (int) after.charAt(0));
        odd.add(before + letter + after.substring(1));
        odd.add(before + letter.toUpperCase(Locale.ROOT) + after.substring(1));
      }
    }
    for (String end :
        List.of(
            ";", ";x", ";a=b", "/", "//", "/.", "/..;", "%3b", "%3Bx", "%2f", "%00", "%20", ".",
            "%2e", "?", "?x", "/;", "/;x", ".json", "%0a")) {
      odd.add(path + end);
    }
    odd.add(path.toUpperCase(Locale.ROOT));
    odd.add(path.substring(0, 2).toUpperCase(Locale.ROOT) + path.substring(2));
    odd.add("http://localhost" + path);
    odd.add("http://localhost" + path + ";x");
    odd.add("http://localhost;x" + path);
    odd.add(path);
    return odd;
  }

  private static boolean isOpen(Reclass daemon, String line, String headers) throws IOException {
    Answer answer = RawHttp.send(daemon.port(), line, HOST + headers, new byte[0]);
    return answer.status() < 400;
  }

  private static List<String> open(Reclass daemon, String method, String path) throws IOException {
    List<String> open = new ArrayList<>();
    for (String spelling : spellings(path)) {
      if (isOpen(daemon, method + " " + spelling, "")) {
        open.add(method + " " + spelling);
      }
    }
    if (isOpen(daemon, "HEAD " + path, "")) {
      open.add("HEAD " + path);
    }
    String override = "X-HTTP-Method-Override: GET\r\nX-HTTP-Method: GET\r\n_method: GET\r\n";
    if (isOpen(daemon, "POST " + path, override + "Content-Length: 0\r\n")) {
      open.add("POST as GET " + path);
    }
    return open;
  }

  @Test
  void noSpellingOfAnyRouteIsOpenIfReadingNeedsTheToken() throws Exception {
    try (Reclass daemon = reclass(folder, "all").start()) {
      List<String> open = new ArrayList<>();
      for (String[] route : routes(daemon)) {
        open.addAll(open(daemon, route[0], route[1]));
      }
      open.removeIf(line -> line.matches("DELETE .*ession(\\?x?)?")); // which logs out
      assertThat(open).isEmpty();
      for (String path : List.of("/", "/q/health", "/q/health/ready", "/q/openapi")) {
        assertThat(isOpen(daemon, "GET " + path, "")).as(path).isTrue();
      }
      assertThat(daemon.get("/q/health")).doesNotContain("problem", "127.0.0.1:9");
      assertThat(Files.readString(daemon.log())).doesNotContain("\tat ", "ERROR");
    }
  }

  @Test
  void noSpellingOfAGuardedRouteIsOpenIfOnlyChangesNeedTheToken() throws Exception {
    try (Reclass daemon = reclass(folder, "changes").start()) {
      List<String> open = new ArrayList<>();
      for (String[] route : routes(daemon)) {
        boolean guarded = !route[0].equals("GET") || route[1].equals(SETUP);
        if (guarded && !route[1].equals("/api/session")) {
          open.addAll(open(daemon, route[0], route[1]));
        }
      }
      open.removeIf(line -> line.startsWith("HEAD ") && !line.endsWith(SETUP));
      assertThat(open).isEmpty();
      assertThat(isOpen(daemon, "GET /api/tracks", "")).isTrue();
      assertThat(isOpen(daemon, "GET /q/metrics", "")).isTrue();
      assertThat(daemon.inbox()).isEmptyDirectory();
    }
  }
}
