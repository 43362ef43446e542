package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Subscriber;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first run of a new installation. */
class FirstRunIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void aSongDroppedIntoTheInboxIsPublishedWithItsGenre() throws Exception {
    Mosquitto.assumeInstalled();
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        Subscriber subscriber = mosquitto.subscribe("client", "reclass/#");
        Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", mosquitto.url()).start()) {
      Path song = Songs.write(reclass.inbox().resolve("My song é.wav"), 1, 5);

      JsonNode result =
          JSON.readTree(subscriber.await(m -> m.topic().endsWith("/result")).payload());
      assertThat(result.get("file").asText()).isEqualTo("My song é.wav");
      assertThat(result.get("path").asText()).isEqualTo(song.toString());
      assertThat(result.get("duration_s").asDouble()).isEqualTo(5);
      assertThat(result.get("votes")).hasSize(1);
      assertThat(result.get("votes").get(0).get("model").asText()).isEqualTo("gtzan48");
      subscriber.await(m -> m.topic().endsWith("/last"));
      subscriber.await(
          m -> m.topic().endsWith("/event") && m.payload().contains(result.get("id").asText()));
      subscriber.await(m -> m.topic().endsWith("/stats") && m.payload().contains("\"done\":1"));
      assertThat(subscriber.payloads("reclass/test/status")).containsExactly("online");

      JsonNode page = JSON.readTree(reclass.get("/api/tracks"));
      assertThat(page.get("tracks").get(0).get("genre")).isEqualTo(result.get("genre"));
      String id = result.get("id").asText();
      JsonNode track = JSON.readTree(reclass.get("/api/tracks/" + id));
      assertThat(track.get("verdict").get("id").asText()).isEqualTo(id);
      assertThat(reclass.get("/")).contains("<title>Reclass</title>");
      assertThat(reclass.get("/q/metrics")).contains("reclass_tracks 1.0");

      assertThat(reclass.command("why", song.toString()).out()).contains("done", "verdict");
      assertThat(reclass.stop()).isIn(0, 143);
      subscriber.await(m -> m.topic().endsWith("/status") && m.payload().equals("offline"));
    }
  }

  @Test
  void withoutAConfiguredBrokerTheEmbeddedOneIsUsed() throws Exception {
    Assumptions.assumeTrue(free(1883), "SKIPPED: port 1883 is taken here");
    try (Reclass reclass = Reclass.in(folder).start();
        Subscriber subscriber = new Subscriber("tcp://127.0.0.1:1883", "client", "reclass/#")) {
      Songs.write(reclass.inbox().resolve("song.wav"), 2, 4);
      JsonNode result =
          JSON.readTree(subscriber.await(m -> m.topic().endsWith("/result")).payload());
      assertThat(result.get("file").asText()).isEqualTo("song.wav");
      assertThat(Files.readString(reclass.log())).doesNotContain("WARN", "ERROR", "AMQ");
    }
  }

  @Test
  void invalidSettingsAreReportedTogetherAndNothingStarts() throws Exception {
    Reclass.Finished run =
        Reclass.in(folder)
            .set("RECLASS_INBOX_WATCH", "radar")
            .set("RECLASS_VOTE_SURE", "7")
            .set("RECLASS_INBOX_PAHT", "/music")
            .set("RECLASS_MQTT_URL", "http://broker")
            .command("run");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("reclass.inbox.watch", "radar")
        .contains("reclass.vote.sure")
        .contains("RECLASS_INBOX_PAHT", "did you mean RECLASS_INBOX_PATH?")
        .contains("reclass.mqtt.url")
        .doesNotContain("\tat ");
  }

  private static boolean free(int port) {
    try (ServerSocket probe = new ServerSocket(port)) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
