package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.Golden;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Subscriber;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that change verdicts later: revote, retry and correct, with and without a daemon.
 */
class RevoteIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RESULT = "reclass/test/result";
  private static final String EVENT = "reclass/test/event";
  private static final int SONGS = 4;
  private static final double SURE = 0.6; // the default

  @TempDir private Path folder;
  private Mosquitto mosquitto;
  private Subscriber subscriber;
  private Reclass reclass;

  @BeforeEach
  void setUp() throws Exception {
    Mosquitto.assumeInstalled();
    mosquitto = Mosquitto.start(folder);
    subscriber = mosquitto.subscribe("client", "reclass/test/#");
    reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", mosquitto.url());
  }

  @AfterEach
  void close() throws Exception {
    if (mosquitto != null) {
      reclass.close();
      subscriber.close();
      mosquitto.close();
    }
  }

  /** Drops songs into the inbox; their results by ID. */
  private Map<String, JsonNode> classified(int songs) throws Exception {
    for (int number = 1; number <= songs; number++) {
      Path made = Songs.write(folder.resolve(number + ".wav"), number, 4);
      Files.move(made, reclass.inbox().resolve(made.getFileName()));
    }
    reclass.await("all are classified", () -> subscriber.payloads(RESULT).size() == songs);
    Map<String, JsonNode> byId = new HashMap<>();
    for (JsonNode result : results()) {
      byId.put(result.get("id").asText(), result);
    }
    return byId;
  }

  private List<JsonNode> results() throws IOException {
    List<JsonNode> results = new ArrayList<>();
    for (String payload : subscriber.payloads(RESULT)) {
      results.add(JSON.readTree(payload));
    }
    return results;
  }

  private List<String> events(String type) {
    String mark = "\"event_type\":\"" + type + "\"";
    return subscriber.payloads(EVENT).stream().filter(e -> e.contains(mark)).toList();
  }

  private void awaitEvents(String type, int count) {
    reclass.await(count + " times " + type, () -> events(type).size() >= count);
  }

  private Reclass.Finished fine(String... words) throws Exception {
    Reclass.Finished finished = reclass.command(words);
    assertThat(finished.status()).as(finished.err() + finished.out()).isZero();
    return finished;
  }

  /** A confidence threshold that makes some songs sure or unsure, but not all. */
  private static double otherSure(Map<String, JsonNode> classified) {
    TreeSet<Double> sorted = new TreeSet<>();
    classified.values().forEach(result -> sorted.add(result.get("confidence").asDouble()));
    assertThat(sorted).hasSize(SONGS);
    for (double above : sorted.tailSet(sorted.first(), false)) {
      double between = (sorted.lower(above) + above) / 2;
      int changed = changed(classified, between).size();
      if (changed > 0 && changed < SONGS) {
        return between;
      }
    }
    throw new AssertionError("No threshold changes some of the four songs but not all");
  }

  private static Set<String> changed(Map<String, JsonNode> classified, double sure) {
    Set<String> changed = new TreeSet<>();
    classified.forEach(
        (id, result) -> {
          double confidence = result.get("confidence").asDouble();
          if (confidence >= SURE != confidence >= sure) {
            changed.add(id);
          }
        });
    return changed;
  }

  private static String line(Reclass.Finished finished, String start) {
    return finished
        .out()
        .lines()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow(() -> new AssertionError(start + " in:\n" + finished.out()));
  }

  @Test
  void theRunningDaemonVotesAgainAndPublishesOnlyChanges() throws Exception {
    reclass.start();
    Map<String, JsonNode> classified = classified(SONGS);
    reclass.stop();
    double sure = otherSure(classified);
    Set<String> changed = changed(classified, sure);
    // Reachable from the network, so the command needs the token.
    reclass.set("RECLASS_VOTE_SURE", "" + sure).set("QUARKUS_HTTP_HOST", "0.0.0.0").start();

    Reclass.Finished forecast = fine("revote", "--dry-run");
    System.out.println(forecast.out());
    assertThat(line(forecast, "Changed: ")).startsWith("Changed: " + changed.size() + " ");
    Reclass.Finished revote = fine("revote");
    assertThat(line(revote, "Changed: ")).isEqualTo(line(forecast, "Changed: "));
    assertThat(revote.out()).startsWith("The daemon has voted again");
    awaitEvents("batch_done", 1);
    assertThat(fine("revote").out()).contains("Changed: 0 ");
    awaitEvents("batch_done", 2);

    List<JsonNode> published = results().subList(SONGS, results().size());
    assertThat(published).allMatch(result -> result.get("origin").asText().equals("revote"));
    assertThat(published.stream().map(result -> result.get("id").asText()))
        .containsExactlyInAnyOrderElementsOf(changed);
    assertThat(published)
        .allMatch(r -> r.get("sure").asBoolean() == (r.get("confidence").asDouble() >= sure));
    assertThat(events("batch_done"))
        .hasSize(2)
        .first()
        .asString()
        .contains("\"origin\":\"revote\",\"done\":4,\"changed\":" + changed.size() + ",");
    assertThat(subscriber.payloads(EVENT)).as("no event for a single song").hasSize(SONGS + 2);
  }

  @Test
  void withoutADaemonTheLedgerIsChangedAndTheNextDaemonPublishes() throws Exception {
    reclass.start();
    Map<String, JsonNode> classified = classified(SONGS);
    reclass.stop();
    int before = subscriber.messages().size();
    double sure = otherSure(classified);
    Set<String> changed = changed(classified, sure);
    reclass.set("RECLASS_VOTE_SURE", "" + sure);

    assertThat(line(fine("revote", "--dry-run"), "Changed: "))
        .startsWith("Changed: " + changed.size() + " ");
    assertThat(line(fine("revote", "--dry-run"), "Changed: "))
        .as("a dry run changes nothing")
        .startsWith("Changed: " + changed.size() + " ");
    assertThat(line(fine("revote"), "Changed: ")).startsWith("Changed: " + changed.size() + " ");
    String file = reclass.inbox().resolve("1.wav").toString();
    assertThat(fine("correct", file, "hip hop").out()).contains("1.wav: Hip-Hop, by you");
    assertThat(subscriber.messages()).hasSize(before);
    reclass.start();
    awaitEvents("changed", 1);
    assertThat(events("batch_done")).hasSize(1);
    assertThat(results()).hasSize(SONGS + changed.size() + 1);
    assertThat(results().get(SONGS + changed.size()).get("genre").asText()).isEqualTo("Hip-Hop");
  }

  @Test
  void failedFilesAreRetriedAndCorrectionsOverruleTheVote() throws Exception {
    reclass.start();
    Path broken = Files.writeString(reclass.inbox().resolve("broken.mp3"), "no song");
    String song = reclass.inbox().resolve("1.wav").toString();
    String genre = classified(1).values().iterator().next().get("genre").asText();
    awaitEvents("failed", 1);

    assertThat(fine("retry").out()).isEqualTo("Queued again: 1\n");
    awaitEvents("batch_done", 1);
    assertThat(fine("retry", broken.toString()).out()).isEqualTo("Queued again: 1\n");
    awaitEvents("batch_done", 2);
    Reclass.Finished sound = reclass.command("retry", song);
    assertThat(sound.status()).isEqualTo(1);
    assertThat(sound.err()).contains("1 file had not failed");

    Reclass.Finished corrected = fine("correct", song, "Polka");
    assertThat(corrected.out()).isEqualTo(song + ": Polka, by you\n");
    assertThat(corrected.err()).contains("the models do not know the genre Polka");
    awaitEvents("changed", 1);
    assertThat(fine("correct", "--undo", song).out())
        .isEqualTo(song + ": " + genre + ", by the vote\n");
    awaitEvents("changed", 2);
    Reclass.Finished notClassified = reclass.command("correct", broken.toString(), "Jazz");
    assertThat(notClassified.status()).isEqualTo(2);
    assertThat(notClassified.err()).contains("has no verdict yet");

    reclass.stop();
    assertThat(fine("retry").out())
        .isEqualTo("Queued again: 1; they are analysed once the daemon runs\n");
    assertThat(fine("correct", song, "Polka").out()).contains("Polka, by you");
    assertThat(fine("correct", "--undo", song).out()).contains(genre + ", by the vote");
    reclass.start();
    awaitEvents("batch_done", 3);
    awaitEvents("changed", 4);
    assertThat(results().stream().map(r -> r.get("genre").asText()))
        .containsExactly(genre, "Polka", genre, "Polka", genre);
  }

  @Test
  void requestsOverHttpMayHaveABodyOrNone() throws Exception {
    reclass.set("QUARKUS_HTTP_HOST", "0.0.0.0").start();
    String id = classified(1).keySet().iterator().next();
    String token = fine("token").out().strip();
    assertThat(answer("POST", "/api/revote", "", "wrong").statusCode()).isEqualTo(401);
    assertThat(JSON.readTree(reclass.get("/api/revote")).get("state").asText()).isEqualTo("idle");

    for (String body : List.of("", "{}", "null")) {
      HttpResponse<String> started = answer("POST", "/api/revote", body, token);
      assertThat(started.statusCode()).as(body + ": " + started.body()).isEqualTo(202);
      reclass.await("it has ended", () -> reclass.get("/api/revote").contains("\"ended\""));
    }
    JsonNode ended = JSON.readTree(reclass.get("/api/revote"));
    assertThat(ended.at("/changes/tracks").asInt()).isEqualTo(1);
    assertThat(ended.at("/changes/now/stages/1").asInt()).isEqualTo(1);
    assertThat(ended.at("/queued").asInt()).isZero();
    JsonNode forecast =
        JSON.readTree(
            answer("POST", "/api/revote", "{\"dry_run\": true, \"sure\": 1}", token).body());
    assertThat(forecast.at("/then/unsure").asInt()).isEqualTo(1);
    assertThat(forecast.at("/accuracy/tracks").isInt()).isTrue();
    HttpResponse<String> invalid =
        answer("POST", "/api/revote", "{\"dry_run\": true, \"sure\": 7}", token);
    assertThat(invalid.statusCode()).isEqualTo(400);

    assertThat(JSON.readTree(answer("POST", "/api/retry", "", token).body()))
        .isEqualTo(JSON.readTree("{\"queued\": 0, \"missing\": 0}"));
    String correction = "/api/tracks/" + id + "/correction";
    assertThat(answer("PUT", correction, "", token).statusCode()).isEqualTo(400);
    assertThat(answer("PUT", correction, "{\"genre\": \"jazz\"}", token).body())
        .contains("\"genre\":\"Jazz\"", "\"overruled\"");
    for (String body : List.of("{}", "")) {
      HttpResponse<String> back = answer("DELETE", correction, body, token);
      assertThat(back.statusCode()).isEqualTo(200);
      assertThat(back.body()).doesNotContain("overruled");
    }
  }

  private HttpResponse<String> answer(String method, String path, String body, String token)
      throws IOException {
    return reclass.send(
        method,
        path,
        BodyPublishers.ofString(body),
        "Content-Type",
        "application/json",
        "Authorization",
        "Bearer " + token);
  }

  @Test
  void songsWithoutResultsOfAStageAreQueuedForIt() throws Exception {
    Path networks = Golden.path("golden/networks");
    Path models = folder.resolve("models");
    new TinyModels(models, networks).all();
    reclass.set("RECLASS_MODELS_PATH", models.toString());
    reclass.set("RECLASS_VOTE_THRESHOLDS", "0,0.9").start();
    classified(2).values().forEach(result -> assertThat(result.get("stage").asInt()).isEqualTo(1));
    reclass.stop();

    reclass.set("RECLASS_VOTE_THRESHOLDS", "1,1").start();
    String missingStage = "Need stage 2, which has not analysed them yet: 2.";
    assertThat(fine("revote", "--dry-run").out()).contains(missingStage);
    Reclass.Finished revote = fine("revote");
    System.out.println(revote.out());
    assertThat(revote.out()).contains(missingStage, "2 of them are queued now");
    awaitEvents("batch_done", 1);
    Map<String, JsonNode> now = new TreeMap<>();
    for (JsonNode result : results().subList(2, results().size())) {
      now.put(result.get("file").asText(), result);
    }
    assertThat(now).containsOnlyKeys("1.wav", "2.wav");
    for (JsonNode result : now.values()) {
      assertThat(result.get("origin").asText()).isEqualTo("revote");
      assertThat(result.get("stage").asInt()).isEqualTo(3);
      assertThat(result.get("votes")).hasSize(3);
    }
    assertThat(fine("revote").out()).contains("Changed: 0 ").doesNotContain("Need stage");
    awaitEvents("batch_done", 2);
    assertThat(events("batch_done")).first().asString().contains("\"done\":2,\"changed\":2,");
    assertThat(results()).hasSize(4);
  }
}
