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
      Pattern.compile("\\b(?:sensor|binary_sensor|switch|number|button|event)\\.reclass_\\w+");

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
  void theCardNamesEntitiesThatAreDiscovered() throws Exception {
    Path file = FOLDER.resolve("card.yaml");
    Map<?, ?> card = read(file, new Inputs());
    assertThat(card.get("type")).isEqualTo("vertical-stack");
    for (Object inner : (List<?>) card.get("cards")) {
      assertThat(((Map<?, ?>) inner).get("type")).isIn("markdown", "entities", "history-graph");
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
