package io.musicreclass.convert.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of Keras' weights. A file repeats the layer's name and numbers its variables, differently
 * in each version: {@code conv2d/conv2d/kernel_1:0} is {@code conv2d.kernel} here.
 */
final class KerasNames {
  private static final Pattern VARIABLE =
      Pattern.compile("(kernel|bias|gamma|beta|moving_mean|moving_variance)(_\\d+)?(:\\d+)?");

  private KerasNames() {}

  /** The layers' names and the variable's, with dots between them. */
  static String of(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (parts.isEmpty() || !parts.get(parts.size() - 1).equals(part)) {
        parts.add(part);
      }
    }
    int last = parts.size() - 1;
    Matcher variable = VARIABLE.matcher(parts.get(last));
    if (variable.matches()) {
      parts.set(last, variable.group(1));
    }
    return String.join(".", parts);
  }
}
