package io.musicreclass.inbox.names;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table of file name patterns and the programs that use them. A pattern is {@code *.ext} (any
 * name with that extension) or a regular expression for the whole name, ignoring case.
 */
final class NamePatterns {
  private record Row(Pattern pattern, String program) {}

  private final Map<String, String> extensions = new HashMap<>();
  private final List<Row> expressions = new ArrayList<>();

  /**
   * @param table alternating patterns and programs
   */
  NamePatterns(String... table) {
    for (int i = 0; i < table.length; i += 2) {
      String pattern = table[i];
      if (pattern.startsWith("*.")) {
        extensions.put(pattern.substring(2), table[i + 1]);
      } else {
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
        expressions.add(new Row(Pattern.compile(pattern, flags), table[i + 1]));
      }
    }
  }

  /** The program that uses such a name; empty if none does. */
  Optional<String> program(String name) {
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    String program = extensions.get(extension);
    return program != null
        ? Optional.of(program)
        : expressions.stream()
            .filter(row -> row.pattern().matcher(name).matches())
            .map(Row::program)
            .findFirst();
  }
}
