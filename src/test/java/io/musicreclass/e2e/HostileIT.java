package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Subscriber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every dropped input ends with a verdict or a failure with a reason, and the daemon survives. */
class HostileIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void everyHostileInputEndsAsExpectedAndAGoodSongAfterThemIsClassified() throws Exception {
    Mosquitto.assumeInstalled();
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        Subscriber subscriber = mosquitto.subscribe("client", "reclass/test/event");
        Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", mosquitto.url()).start()) {
      List<HostileInputs.Input> inputs = HostileInputs.write(folder, reclass.inbox());
      assertThat(inputs).hasSizeGreaterThanOrEqualTo(50);
      long expected = inputs.stream().filter(i -> i.end() != HostileInputs.End.IGNORED).count();
      reclass.await("every input has ended", () -> byUri(subscriber).size() >= expected);

      Songs.write(reclass.inbox().resolve("good.wav"), 77, 5);
      subscriber.await(m -> m.payload().contains("\"file\":\"good.wav\""));

      Map<String, JsonNode> ends = byUri(subscriber);
      List<String> wrong = new ArrayList<>();
      for (HostileInputs.Input input : inputs) {
        JsonNode event = ends.get(input.uri());
        String end = event == null ? "ignored" : event.get("event_type").asText();
        System.out.printf("%-9s %-46s %s%n", end, input.what(), reason(event));
        if (!input.end().allows(end)) {
          wrong.add(input.what() + ": " + end + " " + reason(event));
        }
        if (end.equals("failed") && reason(event).length() < 10) {
          wrong.add(input.what() + " has no reason");
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(reclass.process().isAlive()).isTrue();
      assertThat(Files.readString(reclass.log())).doesNotContain("\tat io.musicreclass");
    }
  }

  private static String reason(JsonNode event) {
    return event == null ? "" : event.path("reason").asText();
  }

  private static Map<String, JsonNode> byUri(Subscriber subscriber) {
    Map<String, JsonNode> byUri = new HashMap<>();
    for (String payload : subscriber.payloads("reclass/test/event")) {
      try {
        JsonNode event = JSON.readTree(payload);
        byUri.put(event.get("path_uri").asText(), event);
      } catch (java.io.IOException e) {
        throw new AssertionError(payload, e);
      }
    }
    return byUri;
  }
}
