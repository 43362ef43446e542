package io.musicreclass.publish.homeassistant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.musicreclass.publish.NodeTopics;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How Home Assistant finds this node: one payload for the device with all its entities (MQTT device
 * discovery, Home Assistant 2024.11 and later). Values come from {@code stats}, {@code health},
 * {@code last}, {@code event} and {@code state}; nothing is published for it alone.
 */
public final class Discovery {
  /** All that {@code event} can carry. */
  static final List<String> EVENT_TYPES =
      List.of("classified", "unsure", "failed", "duplicate", "changed", "batch_done");

  private static final String NAME = "Reclass";

  private static final List<String> DECORATION = List.of("icon", "suggested_display_precision");

  /** The verdicts of these stages are counted even where fewer vote now. */
  private static final int COUNTED_STAGES = 3;

  /** The page of a song, below the page of the node. */
  private static final String TRACK = "#/track/";

  private final String node;
  private final String base;
  private final ObjectNode components = JsonNodeFactory.instance.objectNode();

  private Discovery(String node) {
    this.node = node;
    this.base = NodeTopics.base(node);
  }

  /** The topic of a node's payload, below which nothing else lies. */
  public static String topic(String prefix, String node) {
    return prefix + "/device/" + node + "/config";
  }

  /** The payload as one line of JSON. */
  public static String payload(String node, DeviceDescription device) {
    Discovery discovery = of(node, device);
    ObjectNode json = discovery.frame(device);
    json.set("components", discovery.components);
    return json.toString();
  }

  /** The same with Home Assistant's abbreviations and without what only decorates. */
  public static String abbreviated(String node, DeviceDescription device) {
    Discovery discovery = of(node, device);
    ObjectNode json = discovery.frame(device);
    discovery.components.forEach(component -> ((ObjectNode) component).remove(DECORATION));
    json.set("components", discovery.components);
    return Abbreviations.of(json).toString();
  }

  /** The same as a payload an entity, by topic: for a broker that takes none of that size. */
  public static Map<String, String> single(String prefix, String node, DeviceDescription device) {
    Discovery discovery = of(node, device);
    Map<String, String> payloads = new LinkedHashMap<>();
    discovery
        .components
        .properties()
        .forEach(
            entry -> {
              ObjectNode component = discovery.frame(device);
              component.setAll((ObjectNode) entry.getValue());
              String platform = component.remove("platform").asText();
              String topic = prefix + "/" + platform + "/reclass_" + node + "/" + entry.getKey();
              boolean removed = entry.getValue().size() == 1;
              payloads.put(
                  topic + "/config", removed ? "" : Abbreviations.of(component).toString());
            });
    return payloads;
  }

  private static Discovery of(String node, DeviceDescription device) {
    Discovery discovery = new Discovery(node);
    discovery.songs(device);
    discovery.counts(device);
    discovery.condition();
    device.gpu().forEach(discovery::gpu);
    discovery.controls(device);
    return discovery;
  }

  private ObjectNode frame(DeviceDescription device) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode about = json.putObject("device");
    about.putArray("identifiers").add(id(""));
    about.put("name", NAME + " " + node).put("manufacturer", NAME);
    about.put("model", "Genre classifier").put("sw_version", device.version());
    device.page().ifPresent(page -> about.put("configuration_url", page.toString()));
    ObjectNode origin = json.putObject("origin").put("name", NAME);
    origin.put("sw_version", device.version());
    device.page().ifPresent(page -> origin.put("support_url", page.toString()));
    return json.put("availability_topic", base + NodeTopics.STATUS).put("qos", 1);
  }

  private void songs(DeviceDescription device) {
    ArrayNode options = JsonNodeFactory.instance.arrayNode();
    device.genres().forEach(options::add);
    // A person may name a genre that no stage knows, which an enum does not take.
    String known = "value_json.genre if value_json.genre in " + options + " else none";
    ObjectNode genre = sensor("genre", "", "last", known).put("icon", "mdi:music");
    genre.putNull("name"); // the main entity: it is called as the device
    genre.put("device_class", "enum");
    genre.set("options", options);
    genre.put("json_attributes_topic", base + "last");
    genre.put("json_attributes_template", attributes(device));
    ObjectNode confidence =
        sensor(
            "confidence",
            "Confidence",
            "last",
            "(value_json.confidence * 100) | round(4) | round(1, 'floor')");
    measured(confidence, "%").put("icon", "mdi:percent").put("suggested_display_precision", 0);
    ObjectNode event = component("event", "event", "Song").put("state_topic", base + "event");
    EVENT_TYPES.forEach(event.putArray("event_types")::add);
    event.put("icon", "mdi:music-note-plus");
  }

  /** A choice of the verdict: all of it would fill the recorder's database. */
  private static String attributes(DeviceDescription device) {
    String link =
        device
            .page()
            .map(URI::toString)
            .map(page -> ", 'link': '" + page + TRACK + "' ~ value_json.id")
            .orElse("");
    return "{% set votes = value_json.votes %}{{ {"
        + "'genre': value_json.genre, 'top': votes[-1].top if votes else value_json.genres,"
        + " 'stage': value_json.stage, 'confidence': value_json.confidence,"
        + " 'sure': value_json.sure, 'file': value_json.file, 'id': value_json.id,"
        + " 'origin': value_json.origin, 'at': value_json.at"
        + link
        + "} | tojson }}";
  }

  private void counts(DeviceDescription device) {
    total("done", "Classified", "value_json.done", "mdi:check");
    total("failed", "Failed", "value_json.failed", "mdi:alert-circle-outline");
    total("duplicates", "Duplicates", "value_json.duplicates", "mdi:content-duplicate");
    int counted = Math.max(device.stages(), COUNTED_STAGES);
    for (int stage = 1; stage <= counted; stage++) {
      String value = "value_json.stages['" + stage + "'] | default(0)";
      total("stage_" + stage, "Decided by stage " + stage, value, "mdi:numeric-" + stage);
    }
    for (int stage = counted + 1; stage <= device.announcedStages(); stage++) {
      remove("stage_" + stage, "sensor");
    }
    measured(sensor("queue", "Queue", "stats", "value_json.queued"), "files")
        .put("icon", "mdi:tray-full");
    measured(sensor("eta", "Backlog ETA", "stats", "value_json.eta_s"), "s")
        .put("device_class", "duration");
    measured(sensor("throughput", "Throughput", "stats", "value_json.per_minute"), "songs/min")
        .put("icon", "mdi:speedometer");
  }

  private void total(String key, String name, String value, String icon) {
    ObjectNode sensor = sensor(key, name, "stats", value);
    sensor.put("state_class", "total").put("unit_of_measurement", "files").put("icon", icon);
  }

  private void condition() {
    choice("state", "State", "value_json.state", List.of("starting", "idle", "working", "paused"));
    choice(
            "watcher",
            "Watcher",
            "value_json.watcher",
            List.of("starting", "inotify", "poll", "away"))
        .put("entity_category", "diagnostic");
    ObjectNode delay =
        sensor("detection_delay", "Detection delay", "health", "value_json.detection_delay_ms");
    measured(delay, "ms").put("device_class", "duration").put("entity_category", "diagnostic");
    ObjectNode problem = component("problem", "binary_sensor", "Problem");
    problem.put("state_topic", base + "health");
    problem.put("value_template", "{{ 'ON' if value_json.problem else 'OFF' }}");
    problem.put("json_attributes_topic", base + "health");
    problem.put("json_attributes_template", "{{ {'reason': value_json.problem} | tojson }}");
    problem.put("device_class", "problem").put("entity_category", "diagnostic");
  }

  private ObjectNode choice(String key, String name, String value, List<String> options) {
    ObjectNode sensor = sensor(key, name, "health", value).put("device_class", "enum");
    options.forEach(sensor.putArray("options")::add);
    return sensor;
  }

  private void gpu(DeviceDescription.Gpu what) {
    switch (what) {
      case TEMPERATURE ->
          gpu("temperature", "GPU temperature", "temperature_c", "°C", "temperature");
      case POWER -> gpu("power", "GPU power", "power_w", "W", "power");
      case MEMORY -> gpu("memory", "GPU memory free", "memory_free_mb", "MiB", "data_size");
    }
  }

  private void gpu(String key, String name, String value, String unit, String deviceClass) {
    String known = "value_json.gpu." + value + " if value_json.gpu else none";
    measured(sensor("gpu_" + key, name, "health", known), unit)
        .put("device_class", deviceClass)
        .put("entity_category", "diagnostic");
  }

  private void controls(DeviceDescription device) {
    control("pause", "switch", "Pause").put("icon", "mdi:pause");
    config("write_tags", "switch", "Write tags").put("icon", "mdi:tag-edit");
    for (int stage = 1; stage < device.announcedStages(); stage++) {
      String threshold = "threshold_" + stage;
      if (stage < device.stages()) {
        share(threshold, "Threshold after stage " + stage);
      } else {
        remove(threshold, "number");
      }
    }
    share("sure", "Sure from");
    button("rescan", "Rescan", "mdi:folder-refresh");
    button("retry", "Retry failed", "mdi:reload-alert");
  }

  private ObjectNode control(String option, String platform, String name) {
    ObjectNode control = component(option, platform, name);
    control.put("command_topic", base + "set/" + option);
    return control.put("state_topic", base + "state/" + option);
  }

  private ObjectNode config(String option, String platform, String name) {
    return control(option, platform, name).put("entity_category", "config");
  }

  private void share(String option, String name) {
    config(option, "number", name).put("min", 0).put("max", 1).put("step", 0.01).put("mode", "box");
  }

  private void button(String verb, String name, String icon) {
    ObjectNode button = component(verb, "button", name).put("icon", icon);
    button.put("command_topic", base + "request/" + verb).put("payload_press", NodeTopics.PRESS);
  }

  /** An entity with nothing but its platform is removed by Home Assistant. */
  private void remove(String key, String platform) {
    components.putObject(key).put("platform", platform);
  }

  private ObjectNode sensor(String key, String name, String topic, String value) {
    ObjectNode sensor = component(key, "sensor", name).put("state_topic", base + topic);
    return sensor.put("value_template", "{{ " + value + " }}");
  }

  private static ObjectNode measured(ObjectNode sensor, String unit) {
    return sensor.put("state_class", "measurement").put("unit_of_measurement", unit);
  }

  private ObjectNode component(String key, String platform, String name) {
    ObjectNode component = components.putObject(key).put("platform", platform).put("name", name);
    component.put("unique_id", id("_" + key));
    String entity = id("_" + key).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return component.put("default_entity_id", platform + "." + entity);
  }

  private String id(String end) {
    return "reclass_" + node + end;
  }
}
