package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Subscriber;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No song and no message is lost when the daemon is killed. */
class CrashIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SONGS = 200;
  private static final int KILLS = 20;

  @TempDir private Path folder;

  @Test
  void afterTwentyKillsWithAndWithoutABrokerEveryFileHasExactlyOneVerdict() throws Exception {
    Mosquitto.assumeInstalled();
    Random random = new Random(9);
    try (Mosquitto mosquitto = Mosquitto.start(folder, "persistence true");
        Subscriber subscriber = mosquitto.subscribe("client", "reclass/test/result");
        Reclass reclass =
            Reclass.in(folder)
                .set("RECLASS_MQTT_URL", mosquitto.url())
                .set("RECLASS_ENGINE_THREADS", "1")) {
      for (int i = 0; i < SONGS; i++) {
        Songs.write(reclass.inbox().resolve("song-" + i + ".wav"), i, 20);
      }
      int interrupted = 0;
      for (int i = 0; i < KILLS; i++) {
        if (i % 4 == 1) {
          mosquitto.stop(); // for two runs of the daemon
        } else if (i % 4 == 3) {
          mosquitto.restart();
        }
        reclass.start();
        Reclass.pause(random.nextInt(1000));
        interrupted += JSON.readTree(reclass.get("/api/stats")).get("queued").asInt() > 0 ? 1 : 0;
        reclass.kill();
      }
      System.out.println(
          "killed " + KILLS + " times, " + interrupted + " of them with songs in the queue");
      assertThat(interrupted).isGreaterThan(KILLS / 2);

      reclass.start();
      reclass.await(
          "all songs are classified",
          () -> reclass.get("/api/stats").contains("\"done\":" + SONGS + ","));
      reclass.await("all results have arrived", () -> files(subscriber).size() == SONGS);
      reclass.stop();

      Map<String, JsonNode> byFile = new HashMap<>();
      Set<String> ids = new HashSet<>();
      for (String payload : subscriber.payloads("reclass/test/result")) {
        JsonNode result = JSON.readTree(payload);
        JsonNode earlier = byFile.putIfAbsent(result.get("file").asText(), result);
        ids.add(result.get("id").asText());
        assertThat(earlier == null || earlier.equals(result))
            .as("a repeated result is identical")
            .isTrue();
      }
      assertThat(ids).hasSize(SONGS);
    }
  }

  private static Set<String> files(Subscriber subscriber) {
    Set<String> files = new HashSet<>();
    for (String payload : subscriber.payloads("reclass/test/result")) {
      files.add(payload.replaceFirst(".*\"file\":\"([^\"]*)\".*", "$1"));
    }
    return files;
  }
}
