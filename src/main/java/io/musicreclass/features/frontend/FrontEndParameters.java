package io.musicreclass.features.frontend;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A front end's parameters from a card; every one must be read. */
final class FrontEndParameters {
  private final String frontEnd;
  private final Map<String, ?> values;
  private final Set<String> read = new HashSet<>();

  FrontEndParameters(String frontEnd, Map<String, ?> values) {
    this.frontEnd = frontEnd;
    this.values = values;
  }

  int number(String name, int defaultValue, int least, int most) {
    Object value = value(name, defaultValue);
    if (value instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    String wanted = least == most ? "not " + least : "not a number from " + least + " to " + most;
    throw new IllegalArgumentException(field(name) + " is " + value + ", " + wanted);
  }

  /** A size fixed by the network. */
  void fixed(String name, int size) {
    number(name, size, size, size);
  }

  boolean flag(String name, boolean defaultValue) {
    if (value(name, defaultValue) instanceof Boolean flag) {
      return flag;
    }
    throw new IllegalArgumentException(
        field(name) + " is " + values.get(name) + ", not true or false");
  }

  /** Throws IllegalArgumentException if a parameter was not read. */
  void finish() {
    for (String name : values.keySet()) {
      if (!read.contains(name)) {
        throw new IllegalArgumentException(
            field(name) + " is not a parameter of front-end " + frontEnd);
      }
    }
  }

  private Object value(String name, Object defaultValue) {
    read.add(name);
    Object value = values.get(name);
    return value == null ? defaultValue : value;
  }

  private static String field(String name) {
    return "front_end.parameters." + name;
  }
}
