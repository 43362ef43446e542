package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Sender;
import io.musicreclass.publish.Subscriber;
import io.musicreclass.publish.Subscriber.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program in a home: options, requests and what is kept, over a real broker. */
class HomeIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE = "reclass/test/";
  private static final List<String> OPTIONS = List.of("pause", "write_tags", "sure");
  private static final List<String> VERBS =
      List.of("rescan", "retry", "lookup", "revote", "correct", "dance");

  @TempDir private Path folder;

  private int asked;

  @Test
  void everythingAHomeAsksForIsDoneOrAnswered() throws Exception {
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        Subscriber embedder = mosquitto.subscribe("ear", "#");
        Sender sender = new Sender(mosquitto.url());
        Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", mosquitto.url())) {
      for (String option : OPTIONS) {
        sender.publishRetained(
            BASE + "set/" + option, option.matches("pause|write_tags") ? "ON" : "0.11");
      }
      for (String verb : VERBS) {
        sender.publishRetained(BASE + "request/" + verb, "{\"request_id\": \"stale\"}");
      }
      sender.publishRetained(BASE + "state/threshold_2", "0.9");
      reclass.start();
      JsonNode config =
          JSON.readTree(
              embedder.await(m -> m.topic().equals("homeassistant/device/test/config")).payload());
      assertThat(config.at("/components/genre/options")).hasSize(10);
      assertThat(config.path("device").has("configuration_url")).isFalse();
      assertThat(OPTIONS.stream().map(option -> state(embedder, option)))
          .as("what was retained is stale, and not obeyed")
          .containsExactly("OFF", "OFF", "0.6");

      assertThat(config.at("/components/threshold_2")).hasSize(1);
      embedder.await(m -> m.topic().equals(BASE + "state/threshold_2") && m.payload().isEmpty());

      optionsAreSet(embedder, sender);
      requestsAreAnswered(embedder, sender, reclass);
      nonsenseIsRefused(embedder, sender);
      assertThat(VERBS.stream().flatMap(v -> embedder.payloads(BASE + "response/" + v).stream()))
          .noneMatch(answer -> answer.contains("stale"));
      aPauseHoldsOverARestart(embedder, sender, reclass);

      reclass.stop();
      reclass.set("RECLASS_VOTE_SURE", "0.7").start();
      reclass.await("the new setting wins", () -> state(embedder, "sure").equals("0.7"));

      Reclass.Finished refused = reclass.command("mqtt", "forget");
      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.err()).contains("Reclass is running as test", "stop it first");
      reclass.stop();
      Reclass.Finished forgotten = reclass.command("mqtt", "forget");
      assertThat(forgotten.err()).isEmpty();
      assertThat(forgotten.out()).contains("homeassistant/device/test/config", BASE + "last");
      try (Subscriber late = mosquitto.subscribe("late", "#")) {
        sender.publish("end", "");
        late.await(m -> m.topic().equals("end"));
        assertThat(late.messages()).noneMatch(Message::retained);
      }
    }
  }

  private static void optionsAreSet(Subscriber embedder, Sender sender) throws Exception {
    for (String[] set :
        List.of(
            new String[] {"sure", "0.50", "0.5"},
            new String[] {"sure", "0.55", "0.55"},
            new String[] {"write_tags", "ON", "ON"},
            new String[] {"write_tags", "OFF", "OFF"})) {
      sender.publish(BASE + "set/" + set[0], set[1]);
      embedder.await(m -> m.topic().equals(BASE + "state/" + set[0]) && m.payload().equals(set[2]));
    }
  }

  private void requestsAreAnswered(Subscriber embedder, Sender sender, Reclass reclass)
      throws Exception {
    Path song = Songs.write(reclass.inbox().resolve("Ein Lied é.wav"), 1, 4);
    Files.writeString(reclass.inbox().resolve("broken.mp3"), "no song");
    String id =
        JSON.readTree(embedder.await(m -> m.topic().equals(BASE + "result")).payload())
            .path("id")
            .asText();
    embedder.await(m -> m.topic().equals(BASE + "event") && m.payload().contains("\"failed\""));

    assertThat(ask(embedder, sender, "rescan", "{}").path("ok").asBoolean()).isTrue();
    for (String which :
        List.of(
            "{\"id\": \"" + id + "\"}",
            "{\"file\": \"Ein Lied é.wav\"}",
            "{\"file\": \"" + song + "\"}",
            "{\"file\": \"" + song.toUri() + "\"}")) {
      JsonNode answer = ask(embedder, sender, "lookup", which);
      assertThat(answer.path("ok").asBoolean()).as(which + answer).isTrue();
      assertThat(answer.at("/verdict/id").asText()).isEqualTo(id);
      assertThat(answer.path("state").asText()).isEqualTo("done");
    }
    JsonNode broken = ask(embedder, sender, "lookup", "{\"file\": \"broken.mp3\"}");
    assertThat(broken.path("state").asText()).isEqualTo("failed");
    assertThat(broken.path("reason").asText()).isNotBlank();
    assertThat(ask(embedder, sender, "lookup", "{\"file\": \"none.mp3\"}").path("error").asText())
        .startsWith("No such song is known");
    assertThat(ask(embedder, sender, "retry", "{}").path("queued").asInt()).isEqualTo(1);

    JsonNode corrected =
        ask(embedder, sender, "correct", "{\"id\": \"" + id + "\", \"genre\": \"polka\"}");
    assertThat(corrected.at("/verdict/genre").asText()).isEqualTo("polka");
    embedder.await(m -> m.topic().equals(BASE + "event") && m.payload().contains("\"changed\""));
    JsonNode back = ask(embedder, sender, "correct", "{\"id\": \"" + id + "\", \"genre\": \"\"}");
    assertThat(back.at("/verdict/genre").asText()).isNotEqualTo("polka");

    JsonNode forecast = ask(embedder, sender, "revote", "{\"dry_run\": true}");
    assertThat(forecast.path("tracks").asInt()).isEqualTo(1);
    assertThat(forecast.at("/now/sure").asInt() + forecast.at("/now/unsure").asInt()).isEqualTo(1);
    assertThat(ask(embedder, sender, "revote", "{}").path("ok").asBoolean()).isTrue();
    embedder.await(m -> m.payload().contains("batch_done") && m.payload().contains("revote"));
    sender.publish(BASE + "request/rescan", "PRESS");
    embedder.await(
        m ->
            m.topic().equals(BASE + "response/rescan")
                && m.payload().contains("\"request_id\":null"));
  }

  private void nonsenseIsRefused(Subscriber embedder, Sender sender) throws Exception {
    for (String option : OPTIONS) {
      for (String nonsense : List.of("maybe", "{\"a\":", "7", "x".repeat(100_000))) {
        String before = state(embedder, option);
        int said = embedder.payloads(BASE + "state/" + option).size();
        sender.publish(BASE + "set/" + option, nonsense);
        embedder.await(m -> embedder.payloads(BASE + "state/" + option).size() > said);
        assertThat(state(embedder, option)).isEqualTo(before);
      }
    }
    sender.publish(BASE + "set/volume", "11");
    sender.publish("homeassistant/status", "{".repeat(100_000));
    for (String verb : VERBS) {
      assertThat(ask(embedder, sender, verb, "{\"file\": ").path("error").asText())
          .contains("not valid JSON");
      assertThat(
              ask(embedder, sender, verb, "{\"file\": \"" + "x".repeat(50_000))
                  .path("error")
                  .asText())
          .contains("too long");
    }
    assertThat(ask(embedder, sender, "dance", "{}").path("error").asText())
        .contains("Unknown request");
  }

  private void aPauseHoldsOverARestart(Subscriber embedder, Sender sender, Reclass reclass)
      throws Exception {
    sender.publish(BASE + "set/pause", "ON");
    embedder.await(m -> m.topic().equals(BASE + "health") && m.payload().contains("\"paused\""));
    Songs.write(reclass.inbox().resolve("later.wav"), 2, 4);
    reclass.await("it is noticed", () -> reclass.get("/api/stats").contains("\"queued\":1,"));
    reclass.stop();
    int said = embedder.payloads(BASE + "state/pause").size();
    reclass.start();
    // A node listens before it says so; what is sent earlier reaches nobody.
    reclass.await("it listens", () -> embedder.payloads(BASE + "state/pause").size() > said);
    assertThat(state(embedder, "pause")).isEqualTo("ON");
    // What is said before it listens is lost.
    reclass.await("it listens", () -> reclass.get("/api/health").contains("\"problem\":null"));
    reclass.await("it is paused", () -> reclass.get("/api/health").contains("\"paused\""));
    assertThat(reclass.get("/api/stats")).contains("\"queued\":1,");
    assertThat(embedder.payloads(BASE + "result")).noneMatch(r -> r.contains("later.wav"));
    sender.publish(BASE + "set/pause", "OFF");
    embedder.await(m -> m.topic().equals(BASE + "result") && m.payload().contains("later.wav"));
    int heard = embedder.messages().size();
    sender.publish("homeassistant/status", "online");
    List<String> again = List.of("state/pause", "state/sure", "last", "stats", "health");
    reclass.await(
        "all is said again",
        () -> again.stream().allMatch(state -> topics(embedder, heard).contains(BASE + state)));
    List<String> topics = topics(embedder, heard);
    int discovery = topics.indexOf("homeassistant/device/test/config");
    assertThat(topics.get(discovery + 1)).isEqualTo(BASE + "status");
    assertThat(topics.subList(discovery + 2, topics.size()))
        .containsAll(again.stream().map(state -> BASE + state).toList());
  }

  private static List<String> topics(Subscriber embedder, int from) {
    List<Message> messages = embedder.messages();
    return messages.subList(from, messages.size()).stream().map(Message::topic).toList();
  }

  /** Sends a request, with a number of its own in front, and gives its answer. */
  private JsonNode ask(Subscriber embedder, Sender sender, String verb, String rest)
      throws Exception {
    asked++;
    String id = "\"request_id\": " + asked;
    boolean bare = rest.equals("{}");
    sender.publish(BASE + "request/" + verb, "{" + id + (bare ? "" : ", ") + rest.substring(1));
    String mark = "{\"request_id\":" + asked + ",";
    String broken = "{\"request_id\":\"" + asked + "\",";
    return JSON.readTree(
        embedder
            .await(
                m ->
                    m.topic().equals(BASE + "response/" + verb)
                        && (m.payload().startsWith(mark) || m.payload().startsWith(broken)))
            .payload());
  }

  private static String state(Subscriber embedder, String option) {
    embedder.await(m -> m.topic().equals(BASE + "state/" + option));
    List<String> said = embedder.payloads(BASE + "state/" + option);
    return said.get(said.size() - 1);
  }
}
