package io.musicreclass.publish.homeassistant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Abbreviated keys that Home Assistant's MQTT discovery accepts. */
final class Abbreviations {
  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("availability_topic", "avty_t"),
          Map.entry("command_template", "cmd_tpl"),
          Map.entry("command_topic", "cmd_t"),
          Map.entry("components", "cmps"),
          Map.entry("configuration_url", "cu"),
          Map.entry("content_type", "cont_type"),
          Map.entry("device", "dev"),
          Map.entry("device_class", "dev_cla"),
          Map.entry("entity_category", "ent_cat"),
          Map.entry("event_types", "evt_typ"),
          Map.entry("icon", "ic"),
          Map.entry("identifiers", "ids"),
          Map.entry("image_topic", "img_t"),
          Map.entry("json_attributes_template", "json_attr_tpl"),
          Map.entry("json_attributes_topic", "json_attr_t"),
          Map.entry("manufacturer", "mf"),
          Map.entry("model", "mdl"),
          Map.entry("options", "ops"),
          Map.entry("origin", "o"),
          Map.entry("payload_press", "pl_prs"),
          Map.entry("platform", "p"),
          Map.entry("state_class", "stat_cla"),
          Map.entry("state_topic", "stat_t"),
          Map.entry("suggested_display_precision", "sug_dsp_prc"),
          Map.entry("support_url", "url"),
          Map.entry("sw_version", "sw"),
          Map.entry("unique_id", "uniq_id"),
          Map.entry("unit_of_measurement", "unit_of_meas"),
          Map.entry("value_template", "val_tpl"));

  private Abbreviations() {}

  /** A copy with abbreviated keys at every depth. */
  static ObjectNode of(ObjectNode json) {
    ObjectNode abbreviated = JsonNodeFactory.instance.objectNode();
    json.properties()
        .forEach(
            entry ->
                abbreviated.set(
                    SHORT.getOrDefault(entry.getKey(), entry.getKey()),
                    entry.getValue() instanceof ObjectNode inner ? of(inner) : entry.getValue()));
    return abbreviated;
  }
}
