package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.e2e.RawHttp.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send too little, too slowly or no HTTP at all do not affect others. */
class ListenerIT {
  private static final int PATIENCE_MS = 25_000;
  private static final int FLOOD = 600;

  @TempDir private Path folder;

  private static Socket connect(Reclass daemon, String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), daemon.port());
    socket.setSoTimeout(PATIENCE_MS);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return socket;
  }

  private static boolean ends(Socket socket) {
    try (InputStream in = socket.getInputStream()) {
      in.readAllBytes();
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void incompleteRequestsAreClosedAndAnEventStreamIsNot() throws Exception {
    try (Reclass daemon = Reclass.in(folder).set("RECLASS_MQTT_URL", "tcp://127.0.0.1:9").start()) {
      Socket events = connect(daemon, "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
      List<Socket> halves = new ArrayList<>();
      for (int i = 0; i < FLOOD; i++) {
        try {
          halves.add(connect(daemon, "GET /api/tracks HTTP/1.1\r\nHost: localhost\r\nX: "));
        } catch (IOException e) {
          // above the limit: closed at once
        }
      }
      for (Socket half : halves) {
        assertThat(ends(half)).as("a half-sent request is closed").isTrue();
      }
      assertThat(daemon.get("/api/tracks")).contains("tracks");
      byte[] buffer = new byte[1 << 16];
      long until = System.nanoTime() + 40_000_000_000L;
      StringBuilder stream = new StringBuilder();
      while (stream.indexOf("event:beat") < 0 && System.nanoTime() < until) {
        int n = events.getInputStream().read(buffer);
        assertThat(n).as("the stream stays open").isPositive();
        stream.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
      }
      assertThat(stream).contains("event:beat");
      events.close();
    }
  }

  @Test
  void aStalledUploadFreesItsPlace() throws Exception {
    try (Reclass daemon = Reclass.in(folder).set("RECLASS_MQTT_URL", "tcp://127.0.0.1:9").start()) {
      List<Socket> stalled = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        stalled.add(
            connect(
                daemon,
                "PUT /api/inbox/half.wav HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n"
                    + "\r\nhalf"));
      }
      String length = "Host: localhost\r\nContent-Length: 1\r\n";
      daemon.await("all places are taken", () -> parts(daemon) == stalled.size());
      assertThat(put(daemon, length).status()).isEqualTo(429);
      daemon.await("all places are free again", () -> parts(daemon) == 0);
      assertThat(put(daemon, length).status()).isEqualTo(201);
      for (Socket socket : stalled) {
        socket.close();
      }
      assertThat(Files.readString(daemon.log())).doesNotContain("\tat ");
    }
  }

  private static int parts(Reclass daemon) {
    return daemon.home().resolve("uploads").toFile().list().length;
  }

  private static Answer put(Reclass daemon, String headers) {
    try {
      return RawHttp.send(daemon.port(), "PUT /api/inbox/a.wav", headers, new byte[] {1});
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void malformedRequestsAreRefusedWithoutAStackTrace() throws Exception {
    try (Reclass daemon = Reclass.in(folder).set("RECLASS_MQTT_URL", "tcp://127.0.0.1:9").start()) {
      String long40 = "a".repeat(40_000);
      for (String request :
          List.of(
              "GET /api/tracks HTTP/1.1\r\nConnection: close\r\n\r\n",
              "GET /api/tracks HTTP/1.0\r\n\r\n",
              "GET /api/tracks HTTP/1.1\r\nHost:\r\n\r\n",
              "GET /api/tracks HTTP/1.1\r\nHost: a b\r\n\r\n",
              "GET /api/tracks HTTP/1.1\r\nHost: localhost:99999999\r\n\r\n",
              "GET /api/tracks HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
              "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "GET /api/tracks?q=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "GET \\api HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "GET /api/ tracks HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "GET /" + long40 + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + long40 + "\r\n\r\n",
              "GARBAGE\r\n\r\n",
              "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n")) {
        try (Socket socket = connect(daemon, request)) {
          String answer =
              new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
          String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
          assertThat(answer).as(request).matches("(?s)HTTP/1\\.[01] 4\\d\\d .*");
          assertThat(answer).as(request).containsIgnoringCase("application/problem+json");
          assertThat(new ObjectMapper().readTree(body).path("title").asText()).isNotBlank();
        }
      }
      assertThat(Files.readString(daemon.log())).doesNotContain("\tat ", "ERROR", "Exception");
    }
  }
}
