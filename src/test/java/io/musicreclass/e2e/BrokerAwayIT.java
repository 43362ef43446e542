package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Subscriber;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker becomes unreachable and returns. */
class BrokerAwayIT {
  private static final int SONGS = 60;
  private static final int MINUTE_MS = 60_000;

  @TempDir private Path folder;

  @Test
  void aMinuteWithoutABrokerLosesNothing() throws Exception {
    Mosquitto.assumeInstalled();
    try (Mosquitto mosquitto = Mosquitto.start(folder, "persistence true");
        Subscriber subscriber = mosquitto.subscribe("client", "reclass/test/result");
        Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", mosquitto.url()).start()) {
      drop(reclass);
      reclass.await("some songs are classified", () -> !results(subscriber).isEmpty());
      mosquitto.stop();
      Reclass.pause(MINUTE_MS);
      assertThat(reclass.get("/api/health")).contains("\"problem\":\"");
      mosquitto.restart();
      reclass.await("all results have arrived", () -> results(subscriber).size() == SONGS);
      reclass.await(
          "all is well again", () -> reclass.get("/api/health").contains("\"problem\":null"));
    }
  }

  @Test
  void aBrokerThatStartsAfterTheDaemonGetsEverything() throws Exception {
    Mosquitto.assumeInstalled();
    try (Mosquitto mosquitto = Mosquitto.start(folder, "persistence true");
        Subscriber subscriber = mosquitto.subscribe("client", "reclass/test/result")) {
      mosquitto.stop();
      try (Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", mosquitto.url()).start()) {
        drop(reclass);
        reclass.await(
            "all songs are classified",
            () -> reclass.get("/api/stats").contains("\"done\":" + SONGS + ","));
        assertThat(results(subscriber)).isEmpty();
        mosquitto.restart();
        reclass.await("all results have arrived", () -> results(subscriber).size() == SONGS);
      }
    }
  }

  @Test
  void theRetainedHealthNeverReportsThatTheBrokerIsUnreachable() throws Exception {
    Mosquitto.assumeInstalled();
    try (Mosquitto mosquitto = Mosquitto.start(folder, "persistence true");
        Subscriber subscriber = mosquitto.subscribe("client", "reclass/test/health");
        Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", mosquitto.url())) {
      mosquitto.stop();
      reclass.start();
      reclass.await(
          "the API reports the problem",
          () -> reclass.get("/api/health").contains("the broker, or correct"));
      Reclass.pause(3000); // until it would have been announced
      mosquitto.restart();
      reclass.await(
          "the health is published", () -> !subscriber.payloads("reclass/test/health").isEmpty());
      reclass.await(
          "it is idle",
          () ->
              subscriber.payloads("reclass/test/health").stream()
                  .anyMatch(h -> h.contains("\"idle\"")));
      mosquitto.restart();
      Reclass.pause(3000);
      reclass.await(
          "there is no problem", () -> reclass.get("/api/health").contains("\"problem\":null"));
      assertThat(subscriber.payloads("reclass/test/health"))
          .allMatch(health -> health.contains("\"problem\":null"));
    }
  }

  private static void drop(Reclass reclass) {
    for (int i = 0; i < SONGS; i++) {
      Songs.write(reclass.inbox().resolve("song-" + i + ".wav"), i, 6);
    }
  }

  private static Set<String> results(Subscriber subscriber) {
    return new HashSet<>(subscriber.payloads("reclass/test/result"));
  }
}
