package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.e2e.RawHttp.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access over HTTP. Requests are written by hand, as clients refuse to send what attackers do. */
class AccessIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Reclass reclass;

  @BeforeEach
  void setUp() throws IOException {
    // No broker is needed: the daemon is ready without one.
    reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", "tcp://127.0.0.1:9");
  }

  private Answer send(String line, String headers, byte[] body) throws IOException {
    return RawHttp.send(reclass.port(), line, headers, body);
  }

  private Answer send(String line, String headers) throws IOException {
    return send(line, headers, new byte[0]);
  }

  private Answer upload(String name, byte[] body, String headers) throws IOException {
    String length = "Content-Length: " + body.length + "\r\n";
    return send("PUT /api/inbox/" + name, "Host: localhost\r\n" + length + headers, body);
  }

  private static byte[] song(Path folder) throws IOException {
    return Files.readAllBytes(Songs.write(folder.resolve("made.wav"), 7, 4));
  }

  @Test
  void onLoopbackOnlyOurOwnNamesAndPageAreServed() throws Exception {
    try (Reclass daemon = reclass.start()) {
      Answer rebound = send("GET /api/tracks", "Host: evil.example\r\n");
      assertThat(rebound.status()).isEqualTo(403);
      assertThat(JSON.readTree(rebound.body()).get("mend").asText()).contains("reclass.web.hosts");
      assertThat(rebound.head()).contains("application/problem+json");

      Answer foreign = upload("a.wav", song(folder), "Origin: http://evil.example\r\n");
      assertThat(foreign.status()).isEqualTo(403);
      assertThat(daemon.inbox()).isEmptyDirectory();

      Answer page = send("GET /", "Host: localhost\r\n");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.head())
          .containsIgnoringCase("content-security-policy: default-src 'none'; script-src 'self'")
          .containsIgnoringCase("x-content-type-options: nosniff");
      assertThat(page.body()).doesNotContain("<script>", "style=", "onclick");
    }
  }

  @Test
  void anUploadedSongIsClassifiedAndNeverLeavesTheInboxOrReplacesAnother() throws Exception {
    try (Reclass daemon = reclass.start()) {
      byte[] song = song(folder);
      Answer stored = upload("Album%20%C3%A9/01%20Song.wav", song, "");
      assertThat(stored.status()).as(stored.body()).isEqualTo(201);
      assertThat(JSON.readTree(stored.body()).get("file").asText())
          .isEqualTo("Album é/01 Song.wav");
      Answer again = upload("Album%20%C3%A9/01%20Song.wav", new byte[] {1, 2, 3}, "");
      assertThat(JSON.readTree(again.body()).get("file").asText())
          .isEqualTo("Album é/01 Song (2).wav");
      assertThat(daemon.inbox().resolve("Album é/01 Song.wav")).hasBinaryContent(song);
      daemon.await(
          "the song has a verdict", () -> daemon.get("/api/tracks").contains("\"state\":\"done\""));

      for (String name :
          new String[] {
            "..%2F..%2Fevil.wav",
            "%2Fetc%2Fevil.wav",
            "a/..%2f..%2f..%2fevil.wav",
            ".evil.wav",
            "a%00.wav",
            "%5C..%5Cevil.wav"
          }) {
        assertThat(upload(name, song, "").status()).as(name).isIn(400, 404);
      }
      assertThat(upload("empty.wav", new byte[0], "").status()).isEqualTo(400);
      Path outsideInbox = Files.createDirectory(folder.resolve("outside"));
      Files.createSymbolicLink(daemon.inbox().resolve("link"), outsideInbox);
      assertThat(upload("link/deeper/a.wav", song, "").status()).isEqualTo(400);
      assertThat(outsideInbox).isEmptyDirectory();
      assertThat(upload("Album%20%C3%A9/01%20Song.wav/a.wav", song, "").status()).isEqualTo(409);
      try (var outside = Files.walk(folder)) {
        assertThat(outside.filter(p -> p.toString().contains("evil"))).isEmpty();
      }
      assertThat(daemon.home().resolve("uploads")).isEmptyDirectory();
    }
  }

  @Test
  void concurrentUploadsAreLimitedAndAnAbortedOneLeavesNothing() throws Exception {
    try (Reclass daemon = reclass.start()) {
      List<Socket> begun = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), daemon.port());
        String head =
            "PUT /api/inbox/half.wav HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(new byte[50_000]);
        socket.getOutputStream().flush();
        begun.add(socket);
      }
      daemon.await("four uploads are in progress", () -> halves(daemon) == 4);
      assertThat(upload("fifth.wav", new byte[] {1}, "").status()).isEqualTo(429);
      for (Socket socket : begun) {
        socket.close();
      }
      daemon.await("nothing of them is left", () -> halves(daemon) == 0);
      assertThat(daemon.inbox()).isEmptyDirectory();
      Answer claimed =
          send("PUT /api/inbox/big.wav", "Host: localhost\r\nContent-Length: 99999999999\r\n");
      assertThat(claimed.status()).isEqualTo(413);
    }
  }

  private static int halves(Reclass daemon) {
    return daemon.home().resolve("uploads").toFile().list().length;
  }

  @Test
  void onTheNetworkChangesNeedTheTokenThatTheCommandPrints() throws Exception {
    reclass.set("QUARKUS_HTTP_HOST", "0.0.0.0");
    try (Reclass daemon = reclass.start()) {
      byte[] song = song(folder);
      assertThat(upload("a.wav", song, "").status()).isEqualTo(401);
      assertThat(send("GET /api/tracks", "Host: 127.0.0.1\r\n").status()).isEqualTo(200);

      Reclass.Finished shown = daemon.command("token");
      String token = shown.out().strip();
      assertThat(shown.err()).contains("http://localhost:" + daemon.port() + "/#token=" + token);
      assertThat(upload("a.wav", song, "Authorization: Bearer " + token + "\r\n").status())
          .isEqualTo(201);

      byte[] login = ("{\"token\": \"" + token + "\"}").getBytes(StandardCharsets.UTF_8);
      String json = "Host: localhost\r\nContent-Type: application/json\r\nContent-Length: ";
      Answer session = send("POST /api/session", json + login.length + "\r\n", login);
      assertThat(session.status()).isEqualTo(204);
      assertThat(session.head())
          .contains("reclass_token=" + token)
          .containsIgnoringCase("HttpOnly")
          .containsIgnoringCase("SameSite=Strict");
      assertThat(upload("b.wav", song, "Cookie: reclass_token=" + token + "\r\n").status())
          .isEqualTo(201);
      byte[] wrong = "{\"token\": \"x\"}".getBytes(StandardCharsets.UTF_8);
      assertThat(send("POST /api/session", json + wrong.length + "\r\n", wrong).status())
          .isEqualTo(401);
    }
  }
}
