package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.Golden;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Subscriber;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's old models, imported by the commands of the README, in one vote. */
class ThreeStagesIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void threeImportedModelsVoteAndStopEarlyAsTheThresholdsSay() throws Exception {
    Mosquitto.assumeInstalled();
    Path networks = Golden.path("golden/networks");
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        Subscriber ear = mosquitto.subscribe("ear", "reclass/test/result")) {
      imported("head", networks.resolve("heads/msd/msd_model.pth"));
      imported(
          "mert",
          networks.resolve("mert95_tiny"),
          "--head",
          networks.resolve("heads/tiny48/mert_classifier.pth"));
      imported(
          "jmla",
          networks.resolve("jmla_tiny/epoch_20.pth"),
          "--heads",
          "4",
          "--head",
          networks.resolve("heads/tiny48/jmla_classifier.pth"));

      JsonNode full = heard(ear, mosquitto, "1,1", 1);
      assertThat(full.get("stage").asInt()).isEqualTo(3);
      weights(full, 0.25, 0.35, 0.40);
      assertThat(full.get("confidence").asDouble()).isEqualTo(top1(full), within(1e-5));

      JsonNode first = heard(ear, mosquitto, "0,0.9", 2);
      assertThat(first.get("stage").asInt()).isEqualTo(1);
      weights(first, 0.25);

      JsonNode second = heard(ear, mosquitto, "1,0", 3);
      assertThat(second.get("stage").asInt()).isEqualTo(2);
      weights(second, 0.25, 0.35);
      assertThat(second.get("confidence").asDouble()).isEqualTo(top1(second), within(1e-5));
    }
  }

  @Test
  void onlyMertBesideTheBundledStageStillRuns() throws Exception {
    Mosquitto.assumeInstalled();
    Path networks = Golden.path("golden/networks");
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        Subscriber ear = mosquitto.subscribe("ear", "reclass/test/result")) {
      imported(
          "mert",
          networks.resolve("mert95_tiny"),
          "--head",
          networks.resolve("heads/tiny48/mert_classifier.pth"));
      JsonNode result = heard(ear, mosquitto, "0.95,0.90", 1);
      assertThat(result.get("votes")).hasSize(1);
      assertThat(result.get("votes").get(0).get("stage").asText()).isEqualTo("mert");
    }
  }

  private Reclass reclass() throws Exception {
    return Reclass.in(folder).set("RECLASS_MODELS_PATH", folder.resolve("models").toString());
  }

  private void imported(Object... words) throws Exception {
    String[] command = new String[words.length + 2];
    command[0] = "model";
    command[1] = "import";
    for (int i = 0; i < words.length; i++) {
      command[i + 2] = words[i].toString();
    }
    Reclass.Finished finished = reclass().command(command);
    assertThat(finished.status()).as(finished.err()).isZero();
  }

  /** Starts the daemon with these thresholds and drops a song. */
  private JsonNode heard(Subscriber ear, Mosquitto mosquitto, String thresholds, int number)
      throws Exception {
    String name = "song-" + number + ".wav";
    try (Reclass reclass =
        reclass()
            .set("RECLASS_MQTT_URL", mosquitto.url())
            .set("RECLASS_VOTE_THRESHOLDS", thresholds)
            .start()) {
      Songs.write(reclass.inbox().resolve(name), number, 8);
      JsonNode result = JSON.readTree(ear.await(m -> m.payload().contains(name)).payload());
      reclass.stop();
      return result;
    }
  }

  private static void weights(JsonNode result, double... weights) {
    assertThat(result.get("votes")).hasSize(weights.length);
    for (int i = 0; i < weights.length; i++) {
      assertThat(result.get("votes").get(i).get("weight").asDouble()).isEqualTo(weights[i]);
    }
  }

  /** The winner's share by the rule top1, from the votes of the receipt. */
  private static double top1(JsonNode result) {
    double sum = 0;
    double weight = 0;
    for (JsonNode vote : result.get("votes")) {
      weight += vote.get("weight").asDouble();
      if (vote.get("genre").equals(result.get("genre"))) {
        sum += vote.get("weight").asDouble() * vote.get("confidence").asDouble();
      }
    }
    return sum / weight;
  }
}
