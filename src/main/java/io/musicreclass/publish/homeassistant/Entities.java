package io.musicreclass.publish.homeassistant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.musicreclass.publish.NodeTopics;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The components of a device payload: the entities that Home Assistant shows, by key. */
final class Entities {
  /** All event types that {@code event} can carry. */
  static final List<String> EVENT_TYPES =
      List.of("classified", "unsure", "failed", "duplicate", "changed", "batch_done");

  /** Verdicts of these stages are counted even if fewer stages vote. */
  private static final int COUNTED_STAGES = 3;

  /** Path of a song's page below the node's page. */
  private static final String TRACK = "#/track/";

  /** Counted are files, one for each song; users think of songs. */
  private static final String SONGS = "songs";

  private static final String PRECISION = "suggested_display_precision";

  private final String node;
  private final String base;
  private final ObjectNode components = JsonNodeFactory.instance.objectNode();

  private Entities(String node) {
    this.node = node;
    this.base = NodeTopics.base(node);
  }

  /** The entities of a node, including those to remove. */
  static ObjectNode of(String node, DeviceDescription device) {
    Entities entities = new Entities(node);
    entities.songs(device);
    entities.counts(device);
    entities.health();
    device.gpu().forEach(entities::gpu);
    entities.controls(device);
    return entities.components;
  }

  private void songs(DeviceDescription device) {
    ArrayNode options = JsonNodeFactory.instance.arrayNode();
    device.genres().forEach(options::add);
    // A user may enter a genre that no stage knows, which an enum does not accept.
    String known = "value_json.genre if value_json.genre in " + options + " else none";
    ObjectNode genre = sensor("genre", "", NodeTopics.LAST, known).put("icon", "mdi:music");
    genre.putNull("name"); // the main entity: named like the device
    genre.put("device_class", "enum");
    genre.set("options", options);
    genre.put("json_attributes_topic", base + NodeTopics.LAST);
    genre.put("json_attributes_template", attributes(device));
    ObjectNode confidence =
        sensor(
            "confidence",
            "Confidence",
            NodeTopics.LAST,
            "(value_json.confidence * 100) | round(4) | round(1, 'floor')");
    measured(confidence, "%", 1).put("icon", "mdi:percent");
    ObjectNode image = component("image", "image", "Last song");
    image.put("image_topic", base + NodeTopics.IMAGE).put("content_type", "image/png");
    correction(options, known);
    ObjectNode event = component("event", "event", "Song");
    event.put("state_topic", base + NodeTopics.EVENT);
    EVENT_TYPES.forEach(event.putArray("event_types")::add);
    event.put("icon", "mdi:music-note-plus");
  }

  /** Shows the genre of the last song; choosing another one corrects that song. */
  private void correction(ArrayNode options, String known) {
    ObjectNode select = component("correct", "select", "Correct the last song");
    select.put("state_topic", base + NodeTopics.LAST).put("value_template", "{{ " + known + " }}");
    select.set("options", options);
    select.put("json_attributes_topic", base + NodeTopics.LAST);
    select.put(
        "json_attributes_template",
        "{{ {'id': value_json.id, 'file': value_json.file} | tojson }}");
    select.put("command_topic", base + NodeTopics.REQUEST + "correct");
    select.put(
        "command_template",
        "{{ {'id': this.attributes.id | default(''), 'genre': value} | tojson }}");
    select.put("icon", "mdi:pencil");
  }

  /** Part of the verdict: all of it would fill the recorder's database. */
  private static String attributes(DeviceDescription device) {
    String link =
        device
            .page()
            .map(URI::toString)
            .map(page -> ", 'link': '" + page + TRACK + "' ~ value_json.id")
            .orElse("");
    return "{% set votes = value_json.votes %}{% set kinds = value_json.tag_kinds | default({}) %}"
        + "{% set found = namespace(mood=none) %}{% for tag, kind in kinds.items() %}"
        + "{% if kind == 'mood' and found.mood is none %}{% set found.mood = tag %}{% endif %}"
        + "{% endfor %}{{ {"
        + "'genre': value_json.genre, 'top': votes[-1].top if votes else value_json.genres,"
        + " 'stage': value_json.stage, 'confidence': value_json.confidence,"
        + " 'sure': value_json.sure, 'file': value_json.file, 'id': value_json.id,"
        + " 'origin': value_json.origin, 'at': value_json.at,"
        + " 'tags': value_json.tags | default({}), 'mood': found.mood"
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
    String stats = NodeTopics.STATS;
    measured(sensor("queue", "Queue", stats, "value_json.queued"), SONGS, 0)
        .put("icon", "mdi:tray-full");
    measured(sensor("eta", "Backlog ETA", stats, "value_json.eta_s"), "s", 0)
        .put("device_class", "duration");
    measured(sensor("throughput", "Throughput", stats, "value_json.per_minute"), "songs/min", 1)
        .put("icon", "mdi:speedometer");
  }

  private void total(String key, String name, String value, String icon) {
    ObjectNode sensor = sensor(key, name, NodeTopics.STATS, value).put("icon", icon);
    sensor.put("state_class", "total").put("unit_of_measurement", SONGS).put(PRECISION, 0);
  }

  private void health() {
    choice("state", "State", "value_json.state", List.of("starting", "idle", "working", "paused"));
    String health = NodeTopics.HEALTH;
    choice(
            "watcher",
            "Watcher",
            "value_json.watcher",
            List.of("starting", "inotify", "poll", "away"))
        .put("entity_category", "diagnostic")
        .put("json_attributes_topic", base + health)
        .put(
            "json_attributes_template",
            "{{ {'proof': value_json.watcher_proof, 'event_delay_ms': value_json.event_delay_ms,"
                + " 'note': value_json.watcher_note} | tojson }}");
    ObjectNode delay =
        sensor("detection_delay", "Detection delay", health, "value_json.detection_delay_ms");
    measured(delay, "ms", 0).put("device_class", "duration").put("entity_category", "diagnostic");
    choice("engine", "Engine", "value_json.engine", List.of("onnx", "tensorrt"))
        .put("entity_category", "diagnostic");
    sensor("models", "Models", health, "(value_json.models | join(', '))[:255]")
        .put("icon", "mdi:brain")
        .put("entity_category", "diagnostic");
    ObjectNode problem = component("problem", "binary_sensor", "Problem");
    problem.put("state_topic", base + health);
    problem.put("value_template", "{{ 'ON' if value_json.problem else 'OFF' }}");
    problem.put("json_attributes_topic", base + health);
    problem.put("json_attributes_template", "{{ {'reason': value_json.problem} | tojson }}");
    problem.put("device_class", "problem").put("entity_category", "diagnostic");
  }

  private ObjectNode choice(String key, String name, String value, List<String> options) {
    ObjectNode sensor = sensor(key, name, NodeTopics.HEALTH, value).put("device_class", "enum");
    options.forEach(sensor.putArray("options")::add);
    return sensor;
  }

  private void gpu(DeviceDescription.Gpu reading) {
    switch (reading) {
      case TEMPERATURE -> gpu("temperature", "GPU temperature", "temperature_c", "°C", 0);
      case POWER -> gpu("power", "GPU power", "power_w", "W", 1);
      case MEMORY -> gpu("memory", "GPU memory free", "memory_free_mb", "MiB", 0);
    }
  }

  private void gpu(String key, String name, String value, String unit, int decimals) {
    String known = "value_json.gpu." + value + " if value_json.gpu else none";
    measured(sensor("gpu_" + key, name, NodeTopics.HEALTH, known), unit, decimals)
        .put("device_class", key.equals("memory") ? "data_size" : key)
        .put("entity_category", "diagnostic");
  }

  private void controls(DeviceDescription device) {
    control("pause", "switch", "Pause").put("icon", "mdi:pause");
    config("write_tags", "switch", "Write tags").put("icon", "mdi:tag-edit");
    for (int stage = 1; stage < device.announcedStages(); stage++) {
      String threshold = "threshold_" + stage;
      if (stage < device.stages()) {
        percentage(threshold, "Threshold after stage " + stage);
      } else {
        remove(threshold, "number");
      }
    }
    percentage("sure", "Sure from");
    button("rescan", "Rescan", "mdi:folder-refresh");
    button("retry", "Retry failed", "mdi:reload-alert");
  }

  private ObjectNode control(String option, String platform, String name) {
    ObjectNode control = component(option, platform, name);
    control.put("command_topic", base + NodeTopics.SET + option);
    return control.put("state_topic", base + NodeTopics.STATE + option);
  }

  private ObjectNode config(String option, String platform, String name) {
    return control(option, platform, name).put("entity_category", "config");
  }

  /** A threshold: in percent, as on the page; the option itself is a number from 0 to 1. */
  private void percentage(String option, String name) {
    ObjectNode number = config(option, "number", name).put("mode", "box");
    number.put("min", 0).put("max", 100).put("step", 0.5).put("unit_of_measurement", "%");
    number.put("value_template", "{{ (value | float * 100) | round(4) if value else none }}");
    number.put("command_template", "{{ (value / 100) | round(6) }}");
  }

  private void button(String verb, String name, String icon) {
    ObjectNode button = component(verb, "button", name).put("icon", icon);
    button.put("command_topic", base + NodeTopics.REQUEST + verb);
    button.put("payload_press", NodeTopics.PRESS);
  }

  /** Removes an entity: Home Assistant does so if only its platform is given. */
  private void remove(String key, String platform) {
    components.putObject(key).put("platform", platform);
  }

  private ObjectNode sensor(String key, String name, String topic, String value) {
    ObjectNode sensor = component(key, "sensor", name).put("state_topic", base + topic);
    return sensor.put("value_template", "{{ " + value + " }}");
  }

  private static ObjectNode measured(ObjectNode sensor, String unit, int decimals) {
    sensor.put("state_class", "measurement").put("unit_of_measurement", unit);
    return sensor.put(PRECISION, decimals);
  }

  private ObjectNode component(String key, String platform, String name) {
    ObjectNode component = components.putObject(key).put("platform", platform).put("name", name);
    component.put("unique_id", id(key));
    String entity = id(key).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return component.put("default_entity_id", platform + "." + entity);
  }

  private String id(String key) {
    return "reclass_" + node + "_" + key;
  }
}
