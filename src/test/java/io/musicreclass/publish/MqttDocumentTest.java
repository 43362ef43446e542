package io.musicreclass.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.options.RuntimeOption;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.publish.homeassistant.Discovery;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;

/** docs/mqtt.md lists topics, events, options, requests and entities. */
class MqttDocumentTest {
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  /** A call that publishes to, or subscribes to, a topic written on the spot. */
  private static final Pattern LITERAL =
      Pattern.compile("(announce|announceOnConnect|OutboxMessage|base \\+)\\s*\\(?\\s*\"[a-z]");

  private static final DeviceDescription DEVICE =
      new DeviceDescription(
          "1",
          List.of("Jazz", "Rock"),
          3,
          3,
          Optional.empty(),
          List.of(DeviceDescription.Gpu.values()));

  /** What is quoted in the first column of the table with this heading. */
  private static Set<String> table(String heading) throws IOException {
    return Files.readString(Path.of("docs/mqtt.md"))
        .lines()
        .dropWhile(line -> !line.startsWith("| " + heading + " |"))
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.split("\\|", 3)[1])
        .flatMap(column -> QUOTED.matcher(column).results().map(quoted -> quoted.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theTableHasEveryTopicAndNoneMore() throws Exception {
    Set<String> topics = new TreeSet<>();
    for (Field field : NodeTopics.class.getFields()) {
      if (!field.getName().equals("PRESS")) {
        String topic = (String) field.get(null);
        boolean option = topic.matches("(set|state)/");
        topics.add(topic + (topic.endsWith("/") ? option ? "<option>" : "<verb>" : ""));
      }
    }
    assertThat(table("topic")).isEqualTo(topics);
  }

  @Test
  void noTopicIsWrittenOutsideNodeTopics() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        assertThat(LITERAL.matcher(Files.readString(source)).find()).as("" + source).isFalse();
      }
    }
  }

  @Test
  void theTableHasEveryEventAndNoneMore() throws Exception {
    Set<String> types = new TreeSet<>();
    components().at("/event/event_types").forEach(type -> types.add(type.asText()));
    assertThat(table("event")).isEqualTo(types);
  }

  @Test
  void theTableHasEveryOptionAndNoneMore() throws Exception {
    Set<String> options = new TreeSet<>(Set.of("threshold_<n>"));
    for (Field field : RuntimeOption.class.getFields()) {
      if (field.get(null) instanceof RuntimeOption option) {
        options.add(option.name());
      }
    }
    assertThat(table("option")).isEqualTo(options);
  }

  @Test
  void theTableHasEveryRequestAndNoneMore() throws Exception {
    String unknown = ((Request.Invalid) request("dance")).why();
    assertThat(table("request"))
        .isEqualTo(new TreeSet<>(List.of(unknown.replaceAll(".*: use ", "").split(", | or "))));
    for (String verb : table("request")) {
      assertThat(request(verb)).as(verb).isNotEqualTo(new Request.Invalid(unknown));
    }
  }

  private static Request request(String verb) {
    MqttMessage empty = new MqttMessage("{}".getBytes(StandardCharsets.UTF_8));
    return ParsedRequest.of(ReceivedMessage.of("request/" + verb, empty)).request();
  }

  @Test
  void theTableHasEveryEntityAndNoneMore() throws Exception {
    Set<String> entities = new TreeSet<>();
    components()
        .fieldNames()
        .forEachRemaining(key -> entities.add(key.replaceAll("(?<=_)\\d$", "<n>")));
    assertThat(table("entity")).isEqualTo(entities);
  }

  private static JsonNode components() throws IOException {
    return new ObjectMapper().readTree(Discovery.payload("n", DEVICE)).path("components");
  }
}
