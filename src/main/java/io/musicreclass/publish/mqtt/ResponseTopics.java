package io.musicreclass.publish.mqtt;

import io.musicreclass.publish.NodeTopics;
import java.util.regex.Pattern;

/** Where an answer may go that others name the topic of. */
final class ResponseTopics {
  /** Printable, without wildcards, and none of the broker's own ({@code $SYS}). */
  private static final Pattern PLAIN = Pattern.compile("[^$\\p{C}+#][^\\p{C}+#]{0,199}");

  private ResponseTopics() {}

  /**
   * Whether an answer may be published there: not where it would be a command to this node or a
   * thing of Home Assistant's.
   */
  static boolean answerable(String topic, MqttSettings settings) {
    String base = NodeTopics.base(settings.node());
    boolean own = topic.startsWith(base) && !topic.startsWith(base + "response/");
    boolean discovery =
        topic.startsWith("homeassistant/")
            || settings.discovery().filter(prefix -> topic.startsWith(prefix + "/")).isPresent();
    return PLAIN.matcher(topic).matches() && !own && !discovery;
  }
}
