package io.musicreclass.publish.mqtt;

import io.musicreclass.publish.NodeTopics;
import java.util.regex.Pattern;

/** Checks response topics that are chosen by the sender of a request. */
final class ResponseTopics {
  /** Printable, without wildcards, and not one of the broker's own topics ({@code $SYS}). */
  private static final Pattern PLAIN = Pattern.compile("[^$\\p{C}+#][^\\p{C}+#]{0,199}");

  private ResponseTopics() {}

  /**
   * Whether an answer may be published on a topic: not if it would be a command to this node or
   * would affect Home Assistant.
   */
  static boolean allowed(String topic, MqttSettings settings) {
    String base = NodeTopics.base(settings.node());
    boolean own = topic.startsWith(base) && !topic.startsWith(base + NodeTopics.RESPONSE);
    boolean discovery =
        topic.startsWith("homeassistant/")
            || settings.discovery().filter(prefix -> topic.startsWith(prefix + "/")).isPresent();
    return PLAIN.matcher(topic).matches() && !own && !discovery;
  }
}
