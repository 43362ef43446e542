package io.musicreclass.publish.homeassistant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.musicreclass.publish.NodeTopics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Payloads of Home Assistant's MQTT discovery. A device with all its entities is one message
 * (device discovery, Home Assistant 2024.11 and later). Entities read {@code stats}, {@code
 * health}, {@code last}, {@code event} and {@code state}; only {@code image} is published for Home
 * Assistant alone.
 */
public final class Discovery {
  private static final String NAME = "Reclass";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> DECORATION = List.of("icon", "suggested_display_precision");

  private final String node;
  private final DeviceDescription device;

  private Discovery(String node, DeviceDescription device) {
    this.node = node;
    this.device = device;
  }

  /** The id in the discovery topic of a node, which is also the identifier of its device. */
  public static String id(String node) {
    return "reclass_" + node;
  }

  /** The id of the same node in its discovery topic in versions before 0.1.0. */
  public static String formerId(String node) {
    return node;
  }

  /**
   * The topic of a device payload.
   *
   * @param id as of {@link #id} or {@link #formerId}
   */
  public static String topic(String prefix, String id) {
    return prefix + "/device/" + id + "/config";
  }

  /** Whether a device payload, which may be anybody's, announces this node. */
  public static boolean isOf(String node, String payload) {
    try {
      JsonNode json = JSON.readTree(payload);
      JsonNode device = json.path(json.has("dev") ? "dev" : "device");
      JsonNode ids = device.path(device.has("ids") ? "ids" : "identifiers");
      for (JsonNode identifier : ids) {
        if (identifier.asText().equals(id(node))) {
          return true;
        }
      }
      return ids.asText().equals(id(node));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** The device payload as one line of JSON. */
  public static String payload(String node, DeviceDescription device) {
    ObjectNode json = new Discovery(node, device).frame();
    json.set("components", Entities.of(node, device));
    return json.toString();
  }

  /** The device payload with Home Assistant's abbreviations and without decorative options. */
  public static String abbreviated(String node, DeviceDescription device) {
    ObjectNode components = Entities.of(node, device);
    components.forEach(component -> ((ObjectNode) component).remove(DECORATION));
    ObjectNode json = new Discovery(node, device).frame();
    json.set("components", components);
    return Abbreviations.of(json).toString();
  }

  /**
   * One payload per entity, by topic, for a broker that does not accept the device payload. The
   * payload of an entity to remove is empty.
   */
  public static Map<String, String> perEntity(
      String prefix, String node, DeviceDescription device) {
    Discovery discovery = new Discovery(node, device);
    Map<String, String> payloads = new LinkedHashMap<>();
    Entities.of(node, device)
        .properties()
        .forEach(
            entry -> {
              ObjectNode component = discovery.frame();
              component.setAll((ObjectNode) entry.getValue());
              String platform = component.remove("platform").asText();
              String topic = prefix + "/" + platform + "/" + id(node) + "/" + entry.getKey();
              boolean removed = entry.getValue().size() == 1;
              payloads.put(
                  topic + "/config", removed ? "" : Abbreviations.of(component).toString());
            });
    return payloads;
  }

  /** The fields that all entities share. */
  private ObjectNode frame() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode about = json.putObject("device");
    about.putArray("identifiers").add(id(node));
    about.put("name", NAME + " " + node).put("manufacturer", NAME);
    about.put("model", "Genre classifier").put("sw_version", device.version());
    device.page().ifPresent(page -> about.put("configuration_url", page.toString()));
    ObjectNode origin = json.putObject("origin").put("name", NAME);
    origin.put("sw_version", device.version());
    ProjectPage.url().ifPresent(url -> origin.put("support_url", url));
    return json.put("availability_topic", NodeTopics.base(node) + NodeTopics.STATUS).put("qos", 1);
  }
}
