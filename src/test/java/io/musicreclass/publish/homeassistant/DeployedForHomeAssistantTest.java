package io.musicreclass.publish.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The card and the blueprints shipped with the program. */
class DeployedForHomeAssistantTest {
  private static final Path FOLDER = Path.of("deploy/homeassistant");
  private static final Pattern ENTITY =
      Pattern.compile(
          "\\b(?:sensor|binary_sensor|switch|number|button|event|select|image)\\.reclass_\\w+");

  @ParameterizedTest
  @ValueSource(strings = {"notify_unsure", "scene_by_genre", "scene_by_mood"})
  void aBlueprintHasWhatHomeAssistantRequires(String name) throws IOException {
    Inputs inputs = new Inputs();
    Map<?, ?> root = read(FOLDER.resolve("blueprints/" + name + ".yaml"), inputs);
    Map<?, ?> blueprint = (Map<?, ?>) root.get("blueprint");
    assertThat(blueprint.get("name")).asString().isNotBlank();
    assertThat(blueprint.get("description")).asString().isNotBlank();
    assertThat(blueprint.get("domain")).isEqualTo("automation");
    Map<?, ?> declared = (Map<?, ?>) blueprint.get("input");
    assertThat(new TreeSet<>(declared.keySet()).toString()).isEqualTo(inputs.used.toString());
    for (Object input : declared.values()) {
      assertThat(((Map<?, ?>) input).get("name")).asString().isNotBlank();
      assertThat(((Map<?, ?>) input).get("description")).asString().isNotBlank();
      assertThat((Map<?, ?>) ((Map<?, ?>) input).get("selector")).hasSize(1);
    }
    assertThat((List<?>) root.get("triggers")).isNotEmpty();
    assertThat((List<?>) root.get("actions")).isNotEmpty();
    assertThat(root.get("mode")).isIn("single", "restart", "queued", "parallel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"notify_unsure", "scene_by_genre", "scene_by_mood"})
  void aBlueprintReactsToTheInboxOnly(String name) throws IOException {
    Map<?, ?> root = read(FOLDER.resolve("blueprints/" + name + ".yaml"), new Inputs());
    assertThat(root.get("conditions").toString()).contains("attributes.origin == 'inbox'");
  }

  @Test
  void notificationsOfUnsureSongsAreLimitedPerHour() throws IOException {
    Map<?, ?> root = read(FOLDER.resolve("blueprints/notify_unsure.yaml"), new Inputs());
    assertThat(root.get("mode")).isEqualTo("single");
    List<?> actions = (List<?>) root.get("actions");
    assertThat(actions.get(actions.size() - 1).toString())
        .contains("delay")
        .contains("3600 / (per_hour | int)");
  }

  @Test
  void theCardShowsPictureGenreMoodAndCertaintyOfEachDeviceAsPasted() throws Exception {
    Map<?, ?> card = read(FOLDER.resolve("card.yaml"), new Inputs());
    assertThat(card.get("type")).isEqualTo("markdown");
    String content = (String) card.get("content");
    HomeAssistantTemplates home = new HomeAssistantTemplates();
    home.entity("sensor.lamp_power", Map.of("manufacturer", "Lamps", "top", Map.of()));
    assertThat(home.render(content, Map.of())).isEqualTo("No song yet. Copy one into the inbox.");
    home.entity("sensor.attic_genre", song("Jazz", 0.59978, false));
    home.entity("sensor.attic_queue", Map.of("manufacturer", "Reclass"));
    home.entity(
        "image.attic_image", Map.of("entity_picture", "/api/image_proxy/image.attic?token=7"));
    home.entity("sensor.cellar_genre", song("Rock", 0.9, true));
    home.entity("image.cellar_image", Map.of());
    String shown = home.render(content, Map.of());
    assertThat(shown.lines().filter(line -> !line.isBlank()).map(String::strip))
        .containsExactly(
            "![Last song](/api/image_proxy/image.attic?token=7)",
            "## Jazz",
            "`L'été  ![x](http://evil.example).mp3`",
            "Mood: **happy**",
            "Certainty: **59.9 %**, unsure",
            "- Jazz 87.0 %",
            "## Rock",
            "`L'été  ![x](http://evil.example).mp3`",
            "Mood: **happy**",
            "Certainty: **90.0 %**, sure",
            "- Rock 87.0 %");
  }

  private static Map<String, Object> song(String genre, double confidence, boolean sure) {
    return Map.of(
        "manufacturer",
        "Reclass",
        "genre",
        genre,
        "confidence",
        confidence,
        "sure",
        sure,
        "mood",
        "happy",
        "file",
        "L'`été\n\n![x](http://evil.example).mp3",
        "top",
        Map.of(genre, 0.87));
  }

  @Test
  void theTemplatesOfTheBlueprintsCanBeRendered() throws IOException {
    Map<String, Object> attributes =
        Map.of(
            "event_type", "unsure",
            "origin", "inbox",
            "genre", "Jazz",
            "file", "a.mp3",
            "id", "sha256:1",
            "confidence", 0.59978,
            "tags", Map.of("happy", 0.4, "sad", 0.1));
    Map<String, Object> variables =
        Map.of(
            "trigger",
            Map.of("to_state", Map.of("attributes", attributes)),
            "wanted",
            List.of("Jazz", "happy"),
            "unsure_too",
            true,
            "probability",
            20,
            "per_hour",
            4);
    HomeAssistantTemplates home = new HomeAssistantTemplates();
    for (String name : List.of("notify_unsure", "scene_by_genre", "scene_by_mood")) {
      Map<?, ?> root = read(FOLDER.resolve("blueprints/" + name + ".yaml"), new Inputs());
      Map<?, ?> condition = (Map<?, ?>) ((List<?>) root.get("conditions")).get(0);
      assertThat(home.render((String) condition.get("value_template"), variables))
          .as(name)
          .isEqualToIgnoringCase("true");
    }
    String percent =
        "{{ (100 * trigger.to_state.attributes.confidence) | round(4) | round(1, 'floor') }}";
    assertThat(Files.readString(FOLDER.resolve("blueprints/notify_unsure.yaml"))).contains(percent);
    assertThat(home.render(percent, variables)).isEqualTo("59.9");
    assertThat(home.render("{{ 3600 / (per_hour | int) }}", variables)).isEqualTo("900.0");
  }

  @Test
  void theControlsNameEntitiesThatAreDiscovered() throws Exception {
    Path file = FOLDER.resolve("controls.yaml");
    Map<?, ?> card = read(file, new Inputs());
    assertThat(card.get("type")).isEqualTo("vertical-stack");
    for (Object inner : (List<?>) card.get("cards")) {
      assertThat(((Map<?, ?>) inner).get("type")).isIn("entities", "history-graph");
    }
    DeviceDescription device =
        new DeviceDescription("1", List.of("Jazz", "Rock"), 3, 3, Optional.empty(), List.of());
    Set<String> discovered = new HashSet<>();
    JsonNode json = new ObjectMapper().readTree(Discovery.payload("jetson", device));
    json.path("components").forEach(c -> discovered.add(c.path("default_entity_id").asText()));
    List<String> named = new ArrayList<>();
    Matcher m = ENTITY.matcher(Files.readString(file));
    while (m.find()) {
      named.add(m.group());
    }
    assertThat(named).hasSizeGreaterThan(20);
    assertThat(discovered).containsAll(named);
  }

  private static Map<?, ?> read(Path file, Inputs inputs) throws IOException {
    return new Yaml(inputs).load(Files.readString(file));
  }

  /** Records the inputs that are used: {@code !input song}. */
  private static final class Inputs extends SafeConstructor {
    final Set<String> used = new TreeSet<>();

    Inputs() {
      super(new LoaderOptions());
      yamlConstructors.put(
          new Tag("!input"),
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              used.add(((ScalarNode) node).getValue());
              return "!input " + ((ScalarNode) node).getValue();
            }
          });
    }
  }
}
