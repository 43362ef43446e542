package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Subscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library: the inbox has priority, no file is changed, and its disk may be unplugged. */
class LibraryIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SONGS = 40;

  @TempDir private Path folder;

  @Test
  void aLibraryIsClassifiedAfterTheInboxAndNeverChanged() throws Exception {
    Mosquitto.assumeInstalled();
    Path music = library();
    Map<Path, FileTime> before = times(music);
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        Subscriber subscriber = mosquitto.subscribe("client", "reclass/test/#");
        Reclass reclass =
            Reclass.in(folder)
                .set("RECLASS_MQTT_URL", mosquitto.url())
                .set("RECLASS_ENGINE_THREADS", "1")
                .set("RECLASS_LIBRARY_PATHS", music.toString())) {
      reclass.start();
      reclass.await("the library is being classified", () -> count(reclass, "done") >= 2);
      Songs.write(reclass.inbox().resolve("dropped.wav"), 1000, 2);
      subscriber.await(m -> m.topic().endsWith("/event") && m.payload().contains("dropped.wav"));
      assertThat(count(reclass, "waiting"))
          .as("songs that wait while the inbox has priority")
          .isPositive();

      Path unplugged = Files.move(music, folder.resolve("unplugged"));
      reclass.await(
          "it is offline", () -> folder(reclass).path("state").asText().equals("offline"));
      assertThat(reclass.get("/api/health")).contains("does not exist");
      Songs.write(reclass.inbox().resolve("meanwhile.wav"), 1001, 2);
      subscriber.await(m -> m.topic().endsWith("/event") && m.payload().contains("meanwhile.wav"));
      assertThat(count(reclass, "known")).isEqualTo(SONGS);
      assertThat(count(reclass, "parked")).isPositive();
      assertThat(music).doesNotExist();

      Files.move(unplugged, music);
      reclass.await("all are done", () -> count(reclass, "done") == SONGS);
      assertThat(count(reclass, "failed")).isZero();
      reclass.await(
          "all messages are acknowledged", () -> reclass.get("/q/metrics").contains("owed 0.0"));
      reclass.stop();
      assertThat(subscriber.payloads("reclass/test/result")).hasSize(SONGS + 2);
      List<JsonNode> events =
          subscriber.payloads("reclass/test/event").stream().map(LibraryIT::json).toList();
      assertThat(events.stream().filter(e -> !type(e).equals("batch_done"))).hasSize(2);
      assertThat(events.stream().filter(e -> type(e).equals("batch_done")))
          .isNotEmpty()
          .allMatch(event -> event.path("origin").asText().equals("library"));
    }
    assertThat(times(music)).isEqualTo(before);
  }

  private Path library() throws IOException {
    Path music = folder.resolve("music");
    for (int i = 0; i < SONGS; i++) {
      Path album = Files.createDirectories(music.resolve("Album " + i % 4));
      Path song = Songs.write(album.resolve(i + ".wav"), i, 20);
      Files.setLastModifiedTime(song, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }
    try (Stream<Path> all = Files.walk(music)) {
      for (Path path : all.toList()) {
        String mode = Files.isDirectory(path) ? "r-xr-xr-x" : "r--r--r--";
        if (!path.equals(music)) { // the test renames it
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
      }
    }
    return music;
  }

  private static Map<Path, FileTime> times(Path music) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> all = Files.walk(music)) {
      for (Path path : all.toList()) {
        times.put(path, Files.getLastModifiedTime(path));
      }
    }
    return times;
  }

  private static JsonNode folder(Reclass reclass) {
    return json(reclass.get("/api/library")).at("/folders/0");
  }

  private static int count(Reclass reclass, String name) {
    return folder(reclass).path(name).asInt();
  }

  private static String type(JsonNode event) {
    return event.path("event_type").asText();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.isEmpty() ? "{}" : text);
    } catch (IOException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
