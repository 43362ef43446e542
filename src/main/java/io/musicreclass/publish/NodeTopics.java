package io.musicreclass.publish;

/** Topics of a node, and constants that several of them share. */
public final class NodeTopics {
  /** The payload of a Home Assistant button: a request without arguments. */
  public static final String PRESS = "PRESS";

  /** The availability topic below the base; payload {@code online} or {@code offline}. */
  public static final String STATUS = "status";

  private static final int MAX_LOGGED = 200; // characters

  private NodeTopics() {}

  /** The prefix of all topics of a node, including the trailing slash. */
  public static String base(String node) {
    return "reclass/" + node + "/";
  }

  /** A received topic, sanitized for a log line. */
  public static String loggable(String topic) {
    String printable = topic.replaceAll("\\p{C}", "?");
    return printable.length() <= MAX_LOGGED
        ? printable
        : printable.substring(0, MAX_LOGGED) + " ...";
  }
}
