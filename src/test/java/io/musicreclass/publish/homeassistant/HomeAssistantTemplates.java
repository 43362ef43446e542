package io.musicreclass.publish.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.objects.collections.PyMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Renders templates with the functions that Home Assistant adds to Jinja, over the entities of one
 * home. An error in a template fails the test.
 */
public final class HomeAssistantTemplates {
  /** Attributes by entity; functions of Jinjava are static methods. */
  private static final Map<String, Map<String, Object>> ENTITIES = new LinkedHashMap<>();

  private final Jinjava jinja = new Jinjava();

  HomeAssistantTemplates() {
    ENTITIES.clear();
    function("integration_entities", String.class);
    function("device_attr", String.class, String.class);
    function("device_id", String.class);
    function("device_entities", String.class);
    function("state_attr", String.class, String.class);
    jinja.getGlobalContext().registerExpTest(new Match());
  }

  private void function(String name, Class<?>... types) {
    jinja
        .getGlobalContext()
        .registerFunction(
            new ELFunctionDefinition("", name, HomeAssistantTemplates.class, name, types));
  }

  /** Adds an entity, with the attribute {@code manufacturer} of its device among its own. */
  void entity(String id, Map<String, Object> attributes) {
    ENTITIES.put(id, attributes);
  }

  /** The text that the template gives, without the space around it. */
  String render(String template, Map<String, ?> variables) {
    RenderResult result = jinja.renderForResult(template, variables);
    assertThat(result.getErrors()).as(template).isEmpty();
    return result.getOutput().strip();
  }

  /** All entities: one integration. */
  public static List<String> integration_entities(String integration) {
    return new ArrayList<>(ENTITIES.keySet());
  }

  /** An attribute of an entity's device. */
  public static @Nullable Object device_attr(String entity, String name) {
    return state_attr(entity, name);
  }

  /** The device of an entity: the part of its name before the last underscore. */
  public static String device_id(String entity) {
    return entity.replaceAll(".*[.]|_[a-z]+$", "");
  }

  /** The entities of a device. */
  public static List<String> device_entities(String device) {
    return ENTITIES.keySet().stream().filter(e -> device_id(e).equals(device)).toList();
  }

  /** An attribute of an entity. */
  public static @Nullable Object state_attr(String entity, String name) {
    Object value = ENTITIES.getOrDefault(entity, Map.of()).get(name);
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, inner) -> copy.put((String) key, inner));
      return new PyMap(copy);
    }
    return value;
  }

  /** Home Assistant's test match: a regular expression at the start of a text. */
  private static final class Match implements ExpTest {
    @Override
    public String getName() {
      return "match";
    }

    @Override
    public boolean evaluate(Object value, JinjavaInterpreter interpreter, Object... arguments) {
      return Pattern.compile(arguments[0].toString()).matcher(value.toString()).lookingAt();
    }
  }
}
