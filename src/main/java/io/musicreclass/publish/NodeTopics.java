package io.musicreclass.publish;

/** Topics of a node, below its base; docs/mqtt.md lists them all. */
public final class NodeTopics {
  /** The availability; payload {@code online} or {@code offline}. */
  public static final String STATUS = "status";

  /** Every verdict. */
  public static final String RESULT = "result";

  /** The newest verdict, retained. */
  public static final String LAST = "last";

  /** What happened to single songs, and the end of batches. */
  public static final String EVENT = "event";

  /** Counts and throughput, retained. */
  public static final String STATS = "stats";

  /** Health, retained. */
  public static final String HEALTH = "health";

  /** A picture of the newest song, retained: a PNG file. */
  public static final String IMAGE = "image";

  /** Prefix of commands that set an option. */
  public static final String SET = "set/";

  /** Prefix of the options' values, retained. */
  public static final String STATE = "state/";

  /** Prefix of requests. */
  public static final String REQUEST = "request/";

  /** Prefix of the answers to requests. */
  public static final String RESPONSE = "response/";

  /** Prefix of the signed messages between this node and its workers. */
  public static final String CLUSTER = "cluster/";

  /** The payload of a Home Assistant button: a request without arguments. */
  public static final String PRESS = "PRESS";

  private static final int MAX_LOGGED = 200; // characters

  private NodeTopics() {}

  /** The prefix of all topics of a node, including the trailing slash. */
  public static String base(String node) {
    return "reclass/" + node + "/";
  }

  /** A filter by which each message goes to one of all clients that use it. */
  public static String shared(String filter) {
    return "$share/reclass/" + filter;
  }

  /** A received topic, sanitized for a log line. */
  public static String loggable(String topic) {
    String printable = topic.replaceAll("\\p{C}", "?");
    return printable.length() <= MAX_LOGGED
        ? printable
        : printable.substring(0, MAX_LOGGED) + " ...";
  }
}
