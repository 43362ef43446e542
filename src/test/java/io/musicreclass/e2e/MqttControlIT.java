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

/** Options, requests and retained messages of the real program, over a real broker. */
class MqttControlIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE = "reclass/test/";
  private static final List<String> OPTIONS = List.of("pause", "write_tags", "sure");
  private static final List<String> VERBS =
      List.of("rescan", "retry", "lookup", "revote", "correct", "dance");

  @TempDir private Path folder;

  private int requests;

  @Test
  void everyOptionAndRequestIsAppliedOrAnswered() throws Exception {
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        Subscriber subscriber = mosquitto.subscribe("client", "#");
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
              subscriber
                  .await(m -> m.topic().equals("homeassistant/device/reclass_test/config"))
                  .payload());
      assertThat(config.at("/components/genre/options")).hasSize(10);
      assertThat(config.path("device").has("configuration_url")).isFalse();
      assertThat(OPTIONS.stream().map(option -> state(subscriber, option)))
          .as("retained commands are ignored")
          .containsExactly("OFF", "OFF", "0.6");

      assertThat(config.at("/components/threshold_2")).hasSize(1);
      subscriber.await(m -> m.topic().equals(BASE + "state/threshold_2") && m.payload().isEmpty());

      optionsAreSet(subscriber, sender);
      requestsAreAnswered(subscriber, sender, reclass);
      invalidMessagesAreRefused(subscriber, sender);
      assertThat(VERBS.stream().flatMap(v -> subscriber.payloads(BASE + "response/" + v).stream()))
          .noneMatch(answer -> answer.contains("stale"));
      aPauseSurvivesARestart(subscriber, sender, reclass);

      reclass.stop();
      reclass.set("RECLASS_VOTE_SURE", "0.7").start();
      reclass.await("the new setting applies", () -> state(subscriber, "sure").equals("0.7"));

      Reclass.Finished refused = reclass.command("mqtt", "forget");
      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.err()).contains("Reclass is running as test", "stop it first");
      reclass.stop();
      Reclass.Finished forgotten = reclass.command("mqtt", "forget");
      assertThat(forgotten.err()).isEmpty();
      assertThat(forgotten.out())
          .contains("homeassistant/device/reclass_test/config", BASE + "last");
      try (Subscriber late = mosquitto.subscribe("late", "#")) {
        sender.publish("end", "");
        late.await(m -> m.topic().equals("end"));
        assertThat(late.messages()).noneMatch(Message::retained);
      }
    }
  }

  @Test
  void aNodeThatHasAnnouncedItselfOnTheFormerTopicStaysThereUntilItIsForgotten() throws Exception {
    String former = "homeassistant/device/test/config";
    String present = "homeassistant/device/reclass_test/config";
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        Subscriber subscriber = mosquitto.subscribe("client", "homeassistant/#");
        Sender sender = new Sender(mosquitto.url());
        Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", mosquitto.url())) {
      sender.publishRetained(former, "{\"device\": {\"identifiers\": [\"reclass_test\"]}}");
      reclass.start(); // with a new ledger
      subscriber.await(m -> m.topic().equals(former) && m.payload().contains("components"));
      reclass.stop();

      sender.publishRetained(former, ""); // as if the broker had been replaced
      reclass.start();
      reclass.await("announced again", () -> announcements(subscriber, former) == 2);
      reclass.stop();

      Reclass.Finished forgotten = reclass.command("mqtt", "forget");
      assertThat(forgotten.out()).contains(former, present);
      subscriber.await(m -> m.topic().equals(present) && m.payload().isEmpty());
      assertThat(announcements(subscriber, present)).isZero();

      reclass.start();
      reclass.await("announced anew", () -> announcements(subscriber, present) == 1);
      assertThat(announcements(subscriber, former)).isEqualTo(2);
    }
  }

  private static long announcements(Subscriber subscriber, String topic) {
    return subscriber.payloads(topic).stream().filter(p -> p.contains("components")).count();
  }

  private static void optionsAreSet(Subscriber subscriber, Sender sender) throws Exception {
    for (String[] set :
        List.of(
            new String[] {"sure", "0.50", "0.5"},
            new String[] {"sure", "0.55", "0.55"},
            new String[] {"write_tags", "ON", "ON"},
            new String[] {"write_tags", "OFF", "OFF"})) {
      sender.publish(BASE + "set/" + set[0], set[1]);
      subscriber.await(
          m -> m.topic().equals(BASE + "state/" + set[0]) && m.payload().equals(set[2]));
    }
  }

  private void requestsAreAnswered(Subscriber subscriber, Sender sender, Reclass reclass)
      throws Exception {
    Path song = Songs.write(reclass.inbox().resolve("Ein Lied é.wav"), 1, 4);
    Files.writeString(reclass.inbox().resolve("broken.mp3"), "no song");
    String id =
        JSON.readTree(subscriber.await(m -> m.topic().equals(BASE + "result")).payload())
            .path("id")
            .asText();
    subscriber.await(m -> m.topic().equals(BASE + "event") && m.payload().contains("\"failed\""));

    assertThat(request(subscriber, sender, "rescan", "{}").path("ok").asBoolean()).isTrue();
    for (String which :
        List.of(
            "{\"id\": \"" + id + "\"}",
            "{\"file\": \"Ein Lied é.wav\"}",
            "{\"file\": \"" + song + "\"}",
            "{\"file\": \"" + song.toUri() + "\"}")) {
      JsonNode answer = request(subscriber, sender, "lookup", which);
      assertThat(answer.path("ok").asBoolean()).as(which + answer).isTrue();
      assertThat(answer.at("/verdict/id").asText()).isEqualTo(id);
      assertThat(answer.path("state").asText()).isEqualTo("done");
    }
    JsonNode broken = request(subscriber, sender, "lookup", "{\"file\": \"broken.mp3\"}");
    assertThat(broken.path("state").asText()).isEqualTo("failed");
    assertThat(broken.path("reason").asText()).isNotBlank();
    assertThat(
            request(subscriber, sender, "lookup", "{\"file\": \"none.mp3\"}")
                .path("error")
                .asText())
        .contains("song");
    assertThat(request(subscriber, sender, "retry", "{}").path("queued").asInt()).isEqualTo(1);

    String png =
        subscriber.await(m -> m.topic().equals(BASE + "image")).payload(); // decoded as UTF-8
    assertThat(png).startsWith("\ufffdPNG");

    JsonNode corrected =
        request(subscriber, sender, "correct", "{\"id\": \"" + id + "\", \"genre\": \"polka\"}");
    assertThat(corrected.at("/verdict/genre").asText()).isEqualTo("polka");
    subscriber.await(m -> m.topic().equals(BASE + "event") && m.payload().contains("\"changed\""));
    subscriber.await(m -> m.topic().equals(BASE + "last") && m.payload().contains("polka"));
    JsonNode back =
        request(subscriber, sender, "correct", "{\"id\": \"" + id + "\", \"genre\": \"\"}");
    assertThat(back.at("/verdict/genre").asText()).isNotEqualTo("polka");

    JsonNode forecast = request(subscriber, sender, "revote", "{\"dry_run\": true}");
    assertThat(forecast.path("tracks").asInt()).isEqualTo(1);
    assertThat(forecast.at("/now/sure").asInt() + forecast.at("/now/unsure").asInt()).isEqualTo(1);
    assertThat(request(subscriber, sender, "revote", "{}").path("ok").asBoolean()).isTrue();
    subscriber.await(m -> m.payload().contains("batch_done") && m.payload().contains("revote"));
    sender.publish(BASE + "request/rescan", "PRESS");
    subscriber.await(
        m ->
            m.topic().equals(BASE + "response/rescan")
                && m.payload().contains("\"request_id\":null"));
  }

  private void invalidMessagesAreRefused(Subscriber subscriber, Sender sender) throws Exception {
    for (String option : OPTIONS) {
      for (String nonsense : List.of("maybe", "{\"a\":", "7", "x".repeat(100_000))) {
        String before = state(subscriber, option);
        int count = subscriber.payloads(BASE + "state/" + option).size();
        sender.publish(BASE + "set/" + option, nonsense);
        subscriber.await(m -> subscriber.payloads(BASE + "state/" + option).size() > count);
        assertThat(state(subscriber, option)).isEqualTo(before);
      }
    }
    sender.publish(BASE + "set/volume", "11");
    sender.publish("homeassistant/status", "{".repeat(100_000));
    for (String verb : VERBS) {
      assertThat(request(subscriber, sender, verb, "{\"file\": ").path("error").asText())
          .contains("not valid JSON");
      assertThat(
              request(subscriber, sender, verb, "{\"file\": \"" + "x".repeat(50_000))
                  .path("error")
                  .asText())
          .contains("too long");
    }
    assertThat(request(subscriber, sender, "dance", "{}").path("error").asText())
        .contains("Unknown request");
  }

  private void aPauseSurvivesARestart(Subscriber subscriber, Sender sender, Reclass reclass)
      throws Exception {
    sender.publish(BASE + "set/pause", "ON");
    subscriber.await(m -> m.topic().equals(BASE + "health") && m.payload().contains("\"paused\""));
    Songs.write(reclass.inbox().resolve("later.wav"), 2, 4);
    reclass.await("the song is queued", () -> reclass.get("/api/stats").contains("\"queued\":1,"));
    reclass.stop();
    int count = subscriber.payloads(BASE + "state/pause").size();
    reclass.start();
    // The node publishes its state once it has subscribed; commands sent before are lost.
    reclass.await(
        "it has subscribed", () -> subscriber.payloads(BASE + "state/pause").size() > count);
    assertThat(state(subscriber, "pause")).isEqualTo("ON");
    reclass.await("it is connected", () -> reclass.get("/api/health").contains("\"problem\":null"));
    reclass.await("it is paused", () -> reclass.get("/api/health").contains("\"paused\""));
    assertThat(reclass.get("/api/stats")).contains("\"queued\":1,");
    assertThat(subscriber.payloads(BASE + "result")).noneMatch(r -> r.contains("later.wav"));
    sender.publish(BASE + "set/pause", "OFF");
    subscriber.await(m -> m.topic().equals(BASE + "result") && m.payload().contains("later.wav"));
    int earlier = subscriber.messages().size();
    sender.publish("homeassistant/status", "online");
    List<String> again = List.of("state/pause", "state/sure", "last", "stats", "health");
    reclass.await(
        "everything is published again",
        () -> again.stream().allMatch(state -> topics(subscriber, earlier).contains(BASE + state)));
    List<String> topics = topics(subscriber, earlier);
    int discovery = topics.indexOf("homeassistant/device/reclass_test/config");
    assertThat(topics.get(discovery + 1)).isEqualTo(BASE + "status");
    assertThat(topics.subList(discovery + 2, topics.size()))
        .containsAll(again.stream().map(state -> BASE + state).toList());
  }

  private static List<String> topics(Subscriber subscriber, int from) {
    List<Message> messages = subscriber.messages();
    return messages.subList(from, messages.size()).stream().map(Message::topic).toList();
  }

  /** Sends a request with the next request ID and returns its response. */
  private JsonNode request(Subscriber subscriber, Sender sender, String verb, String rest)
      throws Exception {
    requests++;
    String id = "\"request_id\": " + requests;
    boolean bare = rest.equals("{}");
    sender.publish(BASE + "request/" + verb, "{" + id + (bare ? "" : ", ") + rest.substring(1));
    String mark = "{\"request_id\":" + requests + ",";
    String broken = "{\"request_id\":\"" + requests + "\",";
    return JSON.readTree(
        subscriber
            .await(
                m ->
                    m.topic().equals(BASE + "response/" + verb)
                        && (m.payload().startsWith(mark) || m.payload().startsWith(broken)))
            .payload());
  }

  private static String state(Subscriber subscriber, String option) {
    subscriber.await(m -> m.topic().equals(BASE + "state/" + option));
    List<String> count = subscriber.payloads(BASE + "state/" + option);
    return count.get(count.size() - 1);
  }
}
