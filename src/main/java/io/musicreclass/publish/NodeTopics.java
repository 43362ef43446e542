package io.musicreclass.publish;

/** The topics of a node, and what several of them share. */
public final class NodeTopics {
  /** The payload of a Home Assistant button: a request without arguments. */
  public static final String PRESS = "PRESS";

  /** Availability, {@code online} or {@code offline}, below the base. */
  public static final String STATUS = "status";

  private static final int LONGEST_SHOWN = 200; // characters

  private NodeTopics() {}

  /** The prefix of all topics of a node, with the slash at its end. */
  public static String base(String node) {
    return "reclass/" + node + "/";
  }

  /** A topic received from others, made safe for a log line. */
  public static String shown(String topic) {
    String shown = topic.replaceAll("\\p{C}", "?");
    return shown.length() <= LONGEST_SHOWN ? shown : shown.substring(0, LONGEST_SHOWN) + " ...";
  }
}
