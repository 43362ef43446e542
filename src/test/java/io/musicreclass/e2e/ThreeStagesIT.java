package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.Golden;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Subscriber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models imported by the commands of {@code docs/models.md}, in one vote. */
class ThreeStagesIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void threeImportedModelsVoteAndStopEarlyByTheThresholds() throws Exception {
    Mosquitto.assumeInstalled();
    Path networks = Golden.path("golden/networks");
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        Subscriber subscriber = mosquitto.subscribe("client", "reclass/test/result")) {
      models(networks).all();

      JsonNode full = classify(subscriber, mosquitto, "1,1", 1);
      assertThat(full.get("stage").asInt()).isEqualTo(3);
      weights(full, 0.25, 0.35, 0.40);
      assertThat(full.get("confidence").asDouble()).isEqualTo(top1(full), within(1e-5));

      JsonNode first = classify(subscriber, mosquitto, "0,0.9", 2);
      assertThat(first.get("stage").asInt()).isEqualTo(1);
      weights(first, 0.25);

      JsonNode second = classify(subscriber, mosquitto, "1,0", 3);
      assertThat(second.get("stage").asInt()).isEqualTo(2);
      weights(second, 0.25, 0.35);
      assertThat(second.get("confidence").asDouble()).isEqualTo(top1(second), within(1e-5));
    }
  }

  @Test
  void mertAloneReplacesTheBundledStage() throws Exception {
    Mosquitto.assumeInstalled();
    Path networks = Golden.path("golden/networks");
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        Subscriber subscriber = mosquitto.subscribe("client", "reclass/test/result")) {
      models(networks).mert();
      JsonNode result = classify(subscriber, mosquitto, "0.95,0.90", 1);
      assertThat(result.get("votes")).hasSize(1);
      assertThat(result.get("votes").get(0).get("stage").asText()).isEqualTo("mert");
    }
  }

  @Test
  void twoInstalledStagesHaveTheWeightsOfTwo() throws Exception {
    Mosquitto.assumeInstalled();
    Path networks = Golden.path("golden/networks");
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        Subscriber subscriber = mosquitto.subscribe("client", "reclass/test/result")) {
      models(networks).head();
      models(networks).mert();
      JsonNode result = classify(subscriber, mosquitto, "1,1", 1);
      assertThat(result.get("stage").asInt()).isEqualTo(2);
      weights(result, 0.40, 0.60);
      assertThat(result.get("confidence").asDouble()).isEqualTo(top1(result), within(1e-5));
    }
  }

  @Test
  void aStageThatAbstainsIsLeftOutWithItsWeight() throws Exception {
    Mosquitto.assumeInstalled();
    Path networks = Golden.path("golden/networks");
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        Subscriber subscriber = mosquitto.subscribe("client", "reclass/test/result")) {
      models(networks).all();
      // The 518 features need a constant-Q transform, impossible at 8,000 Hz; the encoders do not.
      Path telephone = folder.resolve("telephone.wav");
      TestAudio.wav(telephone, 8000, 1, 16, Songs.samples(1, 3));
      JsonNode result = classify(subscriber, mosquitto, "1,1", "all", List.of(telephone)).get(0);
      assertThat(result.get("stage").asInt()).isEqualTo(3);
      weights(result, 0.35, 0.40);
      assertThat(result.get("confidence").asDouble()).isEqualTo(top1(result), within(1e-5));
    }
  }

  @Test
  void oneNetworkInMemoryGivesTheSameVerdictsAsAll() throws Exception {
    Mosquitto.assumeInstalled();
    Path networks = Golden.path("golden/networks");
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        Subscriber subscriber = mosquitto.subscribe("client", "reclass/test/result")) {
      models(networks).all();
      List<String> verdicts = new ArrayList<>();
      for (String resident : List.of("one", "all")) {
        List<Path> songs = new ArrayList<>();
        for (int number = 1; number <= 4; number++) {
          Path song = folder.resolve(resident + "-" + number + ".wav");
          songs.add(Songs.write(song, number, 4));
        }
        List<JsonNode> results = classify(subscriber, mosquitto, "1,1", resident, songs);
        results.forEach(result -> assertThat(result.get("votes")).hasSize(3));
        verdicts.add(
            results.stream().map(r -> r.get("genre").asText() + r.get("confidence")).toList() + "");
      }
      assertThat(verdicts.get(0)).isEqualTo(verdicts.get(1));
    }
  }

  private TinyModels models(Path networks) {
    return new TinyModels(folder.resolve("models"), networks);
  }

  private Reclass reclass() throws Exception {
    return Reclass.in(folder).set("RECLASS_MODELS_PATH", folder.resolve("models").toString());
  }

  /** Starts the daemon with these thresholds and drops a song. */
  private JsonNode classify(
      Subscriber subscriber, Mosquitto mosquitto, String thresholds, int number) throws Exception {
    Path song = Songs.write(folder.resolve("song-" + number + ".wav"), number, 8);
    return classify(subscriber, mosquitto, thresholds, "all", List.of(song)).get(0);
  }

  /** Starts a daemon with a new ledger and drops these songs. */
  private List<JsonNode> classify(
      Subscriber subscriber,
      Mosquitto mosquitto,
      String thresholds,
      String resident,
      List<Path> songs)
      throws Exception {
    Path first = songs.get(0).getFileName();
    try (Reclass reclass =
        reclass()
            .set("RECLASS_HOME", folder.resolve("var-" + first).toString())
            .set("RECLASS_INBOX_PATH", folder.resolve("inbox-" + first).toString())
            .set("RECLASS_ENGINE_RESIDENT", resident)
            .set("RECLASS_MQTT_URL", mosquitto.url())
            .set("RECLASS_VOTE_THRESHOLDS", thresholds)
            .start()) {
      for (Path song : songs) {
        Files.move(song, folder.resolve("inbox-" + first).resolve(song.getFileName()));
      }
      List<JsonNode> results = new ArrayList<>();
      for (Path song : songs) {
        String name = "\"" + song.getFileName() + "\"";
        results.add(JSON.readTree(subscriber.await(m -> m.payload().contains(name)).payload()));
      }
      reclass.stop();
      return results;
    }
  }

  private static void weights(JsonNode result, double... weights) {
    assertThat(result.get("votes")).hasSize(weights.length);
    for (int i = 0; i < weights.length; i++) {
      assertThat(result.get("votes").get(i).get("weight").asDouble()).isEqualTo(weights[i]);
    }
  }

  /** The winner's share by the rule top1, from its votes of the result. */
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
