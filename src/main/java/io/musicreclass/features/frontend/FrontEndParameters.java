package io.musicreclass.features.frontend;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A front-end's parameters as a card gives them; every one must be asked for. */
final class FrontEndParameters {
  private final String frontEnd;
  private final Map<String, ?> values;
  private final Set<String> asked = new HashSet<>();

  FrontEndParameters(String frontEnd, Map<String, ?> values) {
    this.frontEnd = frontEnd;
    this.values = values;
  }

  int number(String name, int otherwise, int least, int most) {
    Object value = value(name, otherwise);
    if (value instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    String wanted = least == most ? "not " + least : "not a number from " + least + " to " + most;
    throw new IllegalArgumentException(field(name) + " is " + value + ", " + wanted);
  }

  /** A size that the network is built for. */
  void fixed(String name, int size) {
    number(name, size, size, size);
  }

  boolean flag(String name, boolean otherwise) {
    if (value(name, otherwise) instanceof Boolean flag) {
      return flag;
    }
    throw new IllegalArgumentException(
        field(name) + " is " + values.get(name) + ", not true or false");
  }

  /** Throws IllegalArgumentException if there is one that nobody asked for. */
  void finish() {
    for (String name : values.keySet()) {
      if (!asked.contains(name)) {
        throw new IllegalArgumentException(field(name) + " is none of front-end " + frontEnd);
      }
    }
  }

  private Object value(String name, Object otherwise) {
    asked.add(name);
    Object value = values.get(name);
    return value == null ? otherwise : value;
  }

  private static String field(String name) {
    return "front_end.parameters." + name;
  }
}
