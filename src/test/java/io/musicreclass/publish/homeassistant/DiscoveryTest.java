package io.musicreclass.publish.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.options.RuntimeOption;
import io.musicreclass.publish.Health;
import io.musicreclass.publish.LibraryStats;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.ParsedRequest;
import io.musicreclass.publish.ReceivedMessage;
import io.musicreclass.publish.Request;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads meet the requirements of Home Assistant's MQTT device discovery and avoid its traps. */
class DiscoveryTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final String BASE = "reclass/Music-Box/";
  private static final Set<String> PLATFORMS =
      Set.of("sensor", "binary_sensor", "event", "switch", "number", "button", "image", "select");

  /** Options that each platform requires besides platform and unique_id. */
  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "sensor", List.of("state_topic"),
          "binary_sensor", List.of("state_topic"),
          "event", List.of("state_topic", "event_types"),
          "switch", List.of("command_topic", "state_topic"),
          "number", List.of("command_topic", "state_topic", "min", "max", "step"),
          "button", List.of("command_topic", "payload_press"),
          "image", List.of("image_topic", "content_type"),
          "select", List.of("command_topic", "options"));

  static Stream<DeviceDescription> devices() {
    URI page = URI.create("http://192.168.1.7:8080/");
    return Stream.of(
        new DeviceDescription("0.1.0", GenreSet.GTZAN.names(), 3, 3, Optional.empty(), List.of()),
        new DeviceDescription(
            "0.1.0", List.of("Rock & Roll", "L'été"), 3, 3, Optional.of(page), List.of()),
        new DeviceDescription(
            "0.1.0",
            GenreSet.GTZAN.names(),
            3,
            3,
            Optional.of(page),
            List.of(
                DeviceDescription.Gpu.TEMPERATURE,
                DeviceDescription.Gpu.POWER,
                DeviceDescription.Gpu.MEMORY)));
  }

  @ParameterizedTest
  @MethodSource("devices")
  void thePayloadHasWhatHomeAssistantRequires(DeviceDescription device) throws Exception {
    JsonNode json = payload(device);
    assertThat(json.at("/device/identifiers/0").asText()).isEqualTo("reclass_Music-Box");
    assertThat(json.at("/device/name").asText()).isEqualTo("Reclass Music-Box");
    assertThat(json.at("/origin/name").asText()).isEqualTo("Reclass");
    assertThat(json.at("/origin/sw_version").asText()).isEqualTo("0.1.0");
    assertThat(json.path("availability_topic").asText()).isEqualTo(BASE + "status");
    assertThat(json.path("components")).isNotEmpty();
    Set<String> ids = new HashSet<>();
    Set<String> entities = new HashSet<>();
    for (JsonNode component : components(json)) {
      String platform = component.path("platform").asText();
      assertThat(PLATFORMS).contains(platform);
      assertThat(component).hasSizeGreaterThan(2);
      for (String key : REQUIRED.get(platform)) {
        assertThat(component.path(key).isMissingNode()).as(key + " of " + component).isFalse();
      }
      assertThat(component.path("unique_id").asText()).startsWith("reclass_Music-Box_");
      assertThat(ids.add(component.path("unique_id").asText())).isTrue();
      assertThat(component.path("default_entity_id").asText())
          .matches(platform + "\\.reclass_music_box_[a-z0-9_]+");
      assertThat(entities.add(component.path("default_entity_id").asText())).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("devices")
  void knownTrapsAreAvoided(DeviceDescription device) throws Exception {
    for (JsonNode component : components(payload(device))) {
      String platform = component.path("platform").asText();
      boolean readOnly = platform.endsWith("sensor") || platform.equals("event");
      assertThat(component.has("object_id")).isFalse();
      assertThat(component.has("expire_after")).isFalse();
      assertThat(component.has("retain")).isFalse();
      if (readOnly) {
        assertThat(component.path("entity_category").asText()).isNotEqualTo("config");
      }
      if (component.path("device_class").asText().equals("enum")) {
        assertThat(component.path("options")).isNotEmpty();
        assertThat(component.has("state_class")).isFalse();
        assertThat(component.has("unit_of_measurement")).isFalse();
      } else {
        assertThat(component.has("options")).isEqualTo(platform.equals("select"));
      }
      boolean measured = platform.equals("sensor") && component.has("unit_of_measurement");
      assertThat(component.has("suggested_display_precision")).isEqualTo(measured);
      String topics = component.path("state_topic").asText() + component.path("command_topic");
      assertThat(topics).doesNotContain("result");
    }
  }

  @Test
  void theGenreIsTheMainEntityAndHasNoName() throws Exception {
    JsonNode json = payload(devices().findFirst().orElseThrow());
    List<JsonNode> nameless =
        components(json).stream().filter(c -> c.path("name").isNull()).toList();
    assertThat(nameless).hasSize(1);
    assertThat(nameless.get(0)).isEqualTo(json.at("/components/genre"));
    assertThat(nameless.get(0).path("options")).hasSize(10);
    assertThat(components(json)).allMatch(c -> c.has("name"));
  }

  @Test
  void allDocumentedEntitiesAreAnnounced() throws Exception {
    JsonNode json = payload(devices().findFirst().orElseThrow());
    assertThat(json.path("components").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "genre",
            "confidence",
            "image",
            "correct",
            "event",
            "done",
            "failed",
            "duplicates",
            "stage_1",
            "stage_2",
            "stage_3",
            "queue",
            "eta",
            "throughput",
            "state",
            "problem",
            "watcher",
            "detection_delay",
            "engine",
            "models",
            "pause",
            "write_tags",
            "threshold_1",
            "threshold_2",
            "sure",
            "rescan",
            "retry");
    assertThat(json.at("/components/event/event_types"))
        .extracting(JsonNode::asText)
        .containsExactly("classified", "unsure", "failed", "duplicate", "changed", "batch_done");
  }

  @Test
  void thresholdsFollowTheStagesAndThoseOfMissingStagesAreRemoved() throws Exception {
    JsonNode one = payload(device(1, 5)).path("components");
    assertThat(one.path("threshold_1")).isEqualTo(JSON.readTree("{\"platform\": \"number\"}"));
    assertThat(one.path("threshold_4")).isEqualTo(JSON.readTree("{\"platform\": \"number\"}"));
    assertThat(one.path("stage_3").path("unique_id").asText()).endsWith("_stage_3");
    assertThat(one.path("stage_5")).isEqualTo(JSON.readTree("{\"platform\": \"sensor\"}"));
    JsonNode five = payload(device(5, 5)).path("components");
    assertThat(five.path("threshold_4").path("command_topic").asText())
        .isEqualTo(BASE + "set/threshold_4");
    assertThat(five.has("threshold_5")).isFalse();
    assertThat(five.path("stage_5").path("unique_id").asText()).endsWith("_stage_5");
    assertThat(Discovery.perEntity("homeassistant", "n", device(2, 3)))
        .containsEntry("homeassistant/number/reclass_n/threshold_2/config", "")
        .hasEntrySatisfying(
            "homeassistant/number/reclass_n/threshold_1/config",
            payload -> assertThat(payload).contains("set/threshold_1"));
  }

  private static DeviceDescription device(int stages, int announced) {
    return new DeviceDescription(
        "1", List.of("Jazz", "Rock"), stages, announced, Optional.empty(), List.of());
  }

  @Test
  void thePageIsLinkedOnlyIfReachable() throws Exception {
    List<DeviceDescription> devices = devices().toList();
    JsonNode here = payload(devices.get(0));
    assertThat(here.path("device").has("configuration_url")).isFalse();
    JsonNode everywhere = payload(devices.get(1));
    assertThat(everywhere.at("/device/configuration_url").asText())
        .isEqualTo("http://192.168.1.7:8080/");
    assertThat(attributes(everywhere, verdict("Jazz")).path("link").asText())
        .isEqualTo("http://192.168.1.7:8080/#/track/sha256:" + "a".repeat(64));
    assertThat(attributes(here, verdict("Jazz")).has("link")).isFalse();
  }

  @Test
  void theProjectsPageIsLinkedIfThePomNamesOne() throws Exception {
    JsonNode origin = payload(device(3, 3)).path("origin");
    assertThat(origin.path("sw_version").asText()).isEqualTo("1");
    assertThat(Optional.ofNullable(origin.get("support_url")).map(JsonNode::asText))
        .isEqualTo(ProjectPage.url());
    assertThat(ProjectPage.filled("https://example.org/reclass "))
        .contains("https://example.org/reclass");
    assertThat(ProjectPage.filled("${project.url}")).isEmpty();
    assertThat(ProjectPage.filled("")).isEmpty();
  }

  @Test
  void onlyAvailableGpuReadingsAreShown() throws Exception {
    List<DeviceDescription> devices = devices().toList();
    assertThat(payload(devices.get(1)).path("components").has("gpu_power")).isFalse();
    JsonNode json = payload(devices.get(2));
    Health.Gpu gpu =
        new Health.Gpu(
            "Orin",
            OptionalDouble.empty(),
            OptionalDouble.of(51.5),
            Map.of(),
            OptionalDouble.of(7.25),
            OptionalLong.of(4L << 30));
    String health = health(Optional.of(gpu), List.of());
    assertThat(value(json, "gpu_temperature", health)).isEqualTo("51.5");
    assertThat(value(json, "gpu_power", health)).isEqualTo("7.25");
    assertThat(value(json, "gpu_memory", health)).isEqualTo("4096");
    assertThat(value(json, "gpu_power", health(Optional.empty(), List.of()))).isEmpty();
  }

  @Test
  void templatesFindTheirValuesInTheVerdict() throws Exception {
    JsonNode json = payload(devices().findFirst().orElseThrow());
    String verdict = verdict("Jazz");
    assertThat(value(json, "genre", verdict)).isEqualTo("Jazz");
    assertThat(value(json, "confidence", verdict)).isEqualTo("84.6");
    JsonNode attributes = attributes(json, verdict);
    assertThat(attributes.path("tags")).isEmpty();
    MusicTag happy = new MusicTag("happy", MusicTag.Kind.MOOD, 0.4);
    assertThat(attributes(json, verdict("Jazz", List.of(happy))).path("tags"))
        .isEqualTo(JSON.readTree("{\"happy\":0.4}"));
    MusicTag house = new MusicTag("House", MusicTag.Kind.STYLE, 0.9);
    MusicTag sad = new MusicTag("sad", MusicTag.Kind.MOOD, 0.3);
    assertThat(attributes(json, verdict("Jazz", List.of(house, happy, sad))).path("mood").asText())
        .as("the most probable one")
        .isEqualTo("happy");
    assertThat(attributes.path("mood").asText("")).isIn("", "null");
    assertThat(attributes.path("genre").asText()).isEqualTo("Jazz");
    assertThat(attributes.path("stage").asInt()).isEqualTo(2);
    assertThat(attributes.path("confidence").asDouble()).isEqualTo(0.846);
    assertThat(attributes.path("file").asText()).isEqualTo("L'été \"1\".mp3");
    assertThat(attributes.path("top").fieldNames())
        .toIterable()
        .containsExactly("Jazz", "Blues", "Pop");
  }

  @Test
  void aGenreThatNoStageKnowsIsAnAttributeButNotAState() throws Exception {
    JsonNode json = payload(devices().findFirst().orElseThrow());
    String verdict = verdict("Polka");
    assertThat(value(json, "genre", verdict)).isEmpty();
    assertThat(attributes(json, verdict).path("genre").asText()).isEqualTo("Polka");
  }

  @Test
  void templatesFindTheirValuesInCountsAndHealth() throws Exception {
    JsonNode json = payload(devices().findFirst().orElseThrow());
    String stats =
        new Messages("n").stats(new LibraryStats(7, 2, 3, 1, 30, Map.of(1, 5L, 3, 2L), 12.5, AT));
    assertThat(value(json, "done", stats)).isEqualTo("7");
    assertThat(value(json, "failed", stats)).isEqualTo("3");
    assertThat(value(json, "duplicates", stats)).isEqualTo("1");
    assertThat(value(json, "stage_1", stats)).isEqualTo("5");
    assertThat(value(json, "stage_2", stats)).isEqualTo("0");
    assertThat(value(json, "queue", stats)).isEqualTo("30");
    assertThat(value(json, "eta", stats)).isEqualTo("144.0");
    assertThat(value(json, "throughput", stats)).isEqualTo("12.5");
    String well = health(Optional.empty(), List.of());
    assertThat(value(json, "state", well)).isEqualTo("idle");
    assertThat(value(json, "watcher", well)).isEqualTo("inotify");
    assertThat(value(json, "detection_delay", well)).isEqualTo("12");
    assertThat(value(json, "problem", well)).isEqualTo("OFF");
  }

  @Test
  void aLongProblemIsNotAState() throws Exception {
    JsonNode json = payload(devices().findFirst().orElseThrow());
    String health = health(Optional.empty(), List.of("x".repeat(1000)));
    for (JsonNode component : components(json)) {
      if (component.path("state_topic").asText().endsWith("/health")) {
        String state = rendered(component.path("value_template").asText(), health);
        assertThat(state.length()).isLessThanOrEqualTo(255);
      }
    }
    assertThat(value(json, "problem", health)).isEqualTo("ON");
    JsonNode problem = json.at("/components/problem");
    String attributes = rendered(problem.path("json_attributes_template").asText(), health);
    assertThat(JSON.readTree(attributes).path("reason").asText()).hasSize(1000);
  }

  @Test
  void uniqueIdsNeverChangeAndNewOnesFollowTheSameForm() throws Exception {
    assertThat(payload(devices().findFirst().orElseThrow()).path("components").properties())
        .allSatisfy(
            c ->
                assertThat(c.getValue().path("unique_id").asText())
                    .isEqualTo("reclass_Music-Box_" + c.getKey()));
  }

  @Test
  void countsHaveOneUnitAndThresholdsArePercentAsOnThePage() throws Exception {
    JsonNode components = payload(devices().findFirst().orElseThrow()).path("components");
    for (String count : List.of("done", "failed", "duplicates", "stage_1", "queue")) {
      assertThat(components.at("/" + count + "/unit_of_measurement").asText()).isEqualTo("songs");
    }
    for (String option : List.of("threshold_1", "threshold_2", "sure")) {
      JsonNode number = components.path(option);
      assertThat(number.path("unit_of_measurement").asText()).isEqualTo("%");
      for (String[] pair :
          List.of(
              new String[] {"0.95", "95.0", "0.95"},
              new String[] {"0.58", "58.0", "0.58"},
              new String[] {"0.005", "0.5", "0.005"},
              new String[] {"1", "100.0", "1.0"},
              new String[] {"0", "0.0", "0.0"})) {
        String percent = rendered(number.path("value_template").asText(), Map.of("value", pair[0]));
        assertThat(Double.parseDouble(percent)).isEqualTo(Double.parseDouble(pair[1]));
        String set =
            rendered(
                number.path("command_template").asText(),
                Map.of("value", Double.parseDouble(percent)));
        assertThat(Double.parseDouble(set)).isEqualTo(Double.parseDouble(pair[2]));
        assertThat(RuntimeOption.SURE.value(set)).as("accepted by set/" + option).isPresent();
      }
      assertThat(rendered(number.path("value_template").asText(), Map.of("value", ""))).isEmpty();
    }
  }

  @Test
  void choosingAGenreIsARequestToCorrectTheLastSong() throws Exception {
    JsonNode select =
        payload(devices().findFirst().orElseThrow()).path("components").path("correct");
    Map<?, ?> last = JSON.readValue(verdict("Jazz"), Map.class);
    Map<?, ?> attributes =
        JSON.readValue(
            rendered(select.path("json_attributes_template").asText(), Map.of("value_json", last)),
            Map.class);
    assertThat(attributes.get("file")).isEqualTo("L'été \"1\".mp3");
    for (String genre : List.of("Rock", "Rock & Roll", "L'été \"x\"")) {
      Map<String, Object> state = Map.of("value", genre, "this", Map.of("attributes", attributes));
      String request = rendered(select.path("command_template").asText(), state);
      assertThat(select.path("command_topic").asText()).isEqualTo(BASE + "request/correct");
      MqttMessage message = new MqttMessage(request.getBytes(StandardCharsets.UTF_8));
      assertThat(ParsedRequest.of(ReceivedMessage.of("request/correct", message)).request())
          .isEqualTo(
              new Request.Correct(
                  new Request.Target.ById(new TrackId("sha256:" + "a".repeat(64))),
                  Optional.of(genre)));
    }
    Map<String, Object> before = Map.of("value", "Jazz", "this", Map.of("attributes", Map.of()));
    String request = rendered(select.path("command_template").asText(), before);
    MqttMessage message = new MqttMessage(request.getBytes(StandardCharsets.UTF_8));
    assertThat(ParsedRequest.of(ReceivedMessage.of("request/correct", message)).request())
        .as("no song yet")
        .isInstanceOf(Request.Invalid.class);
  }

  @ParameterizedTest
  @MethodSource("devices")
  void everyTemplateGivesAStateThatHomeAssistantAccepts(DeviceDescription device) throws Exception {
    MusicTag happy = new MusicTag("happy", MusicTag.Kind.MOOD, 0.4);
    Map<String, String> payloads =
        Map.of(
            "last", verdict("Jazz", List.of(happy)),
            "stats",
                new Messages("n").stats(new LibraryStats(7, 2, 3, 1, 30, Map.of(1, 5L), 12.5, AT)),
            "health", health(Optional.empty(), List.of()));
    int rendered = 0;
    for (JsonNode component : components(payload(device))) {
      for (String key : List.of("state_topic", "json_attributes_topic")) {
        boolean state = key.equals("state_topic");
        String template =
            component.path(state ? "value_template" : "json_attributes_template").asText();
        String topic = component.path(key).asText().replace(BASE, "");
        if (template.isEmpty() || !payloads.containsKey(topic)) {
          continue;
        }
        String text = rendered(template, payloads.get(topic));
        rendered++;
        if (!state) {
          assertThat(JSON.readTree(text).isObject()).as(template).isTrue();
        } else {
          assertThat(text.length()).isLessThanOrEqualTo(255);
          List<String> options = new ArrayList<>();
          component.path("options").forEach(option -> options.add(option.asText()));
          assertThat(options.isEmpty() || text.isEmpty() || options.contains(text))
              .as(template + " gives " + text)
              .isTrue();
          if (component.has("unit_of_measurement") && !text.isEmpty()) {
            assertThat(Double.parseDouble(text)).as(template).isNotNegative();
          }
        }
      }
    }
    assertThat(rendered).isGreaterThan(18);
  }

  @Test
  void aDevicePayloadIsKnownByItsIdentifier() {
    DeviceDescription device = devices().findFirst().orElseThrow();
    assertThat(Discovery.isOf("n", Discovery.payload("n", device))).isTrue();
    assertThat(Discovery.isOf("n", Discovery.abbreviated("n", device))).isTrue();
    assertThat(Discovery.isOf("n", Discovery.payload("other", device))).isFalse();
    for (String foreign :
        List.of("", "null", "[]", "7", "{", "{\"device\": 1}", "{\"dev\":{\"ids\":[\"n\"]}}")) {
      assertThat(Discovery.isOf("n", foreign)).as(foreign).isFalse();
    }
  }

  private static JsonNode payload(DeviceDescription device) throws Exception {
    return JSON.readTree(Discovery.payload("Music-Box", device));
  }

  private static List<JsonNode> components(JsonNode json) {
    return StreamSupport.stream(json.path("components").spliterator(), false).toList();
  }

  private static String value(JsonNode json, String component, String payload) throws Exception {
    return rendered(json.at("/components/" + component + "/value_template").asText(), payload);
  }

  private static JsonNode attributes(JsonNode json, String payload) throws Exception {
    String template = json.at("/components/genre/json_attributes_template").asText();
    return JSON.readTree(rendered(template, payload));
  }

  private static String rendered(String template, String payload) throws Exception {
    return rendered(template, Map.of("value_json", JSON.readValue(payload, Map.class)));
  }

  private static String rendered(String template, Map<String, ?> variables) {
    return new HomeAssistantTemplates().render(template, variables);
  }

  private static String health(Optional<Health.Gpu> gpu, List<String> problems) {
    Health.Computing computing = new Health.Computing("onnx", "fp32", gpu, Optional.empty());
    return new Messages("n")
        .health(
            new Health(
                Health.State.IDLE,
                "inotify",
                12,
                new Health.Proof("proven", OptionalLong.of(4), ""),
                computing,
                "installed",
                List.of("mn04", "musicnn"),
                Optional.empty(),
                problems,
                AT));
  }

  private static String verdict(String genre) {
    return verdict(genre, List.of());
  }

  private static String verdict(String genre, List<MusicTag> tags) {
    Map<String, Double> top = new java.util.LinkedHashMap<>();
    top.put(genre, 0.87);
    top.put("Blues", 0.06);
    top.put("Pop", 0.03);
    Verdict.Vote first = new Verdict.Vote("fma", "m", "Pop", 0.5, 0.4, 61, Map.of("Pop", 0.5));
    Verdict.Vote second =
        new Verdict.Vote("mert", "m", genre, 0.87, 0.6, 240, top, null, false, tags);
    Verdict.Decided decided =
        new Verdict.Decided(
            genre, 0.846, true, 2, "top1", Map.of(genre, 0.846), List.of(first, second));
    TrackId id = new TrackId("sha256:" + "a".repeat(64));
    Path path = Path.of("/inbox/L'été \"1\".mp3");
    return new Messages("n")
        .verdict(new ClassifiedTrack(id, path, Origin.INBOX, decided, 214.3, 88, 412, AT));
  }
}
