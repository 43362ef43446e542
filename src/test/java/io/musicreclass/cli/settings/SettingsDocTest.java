package io.musicreclass.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/settings.md} lists every key with its default. */
class SettingsDocTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z][^`]*)` \\|(.*?)\\| *(.*?) *\\|$");
  private static final Pattern VALUE = Pattern.compile("`([^`]*)`");

  @Test
  void theTableHasEveryKeyWithItsDefaultAndNoneMore() throws IOException {
    Map<String, String> documented = documented();
    documented.keySet().removeIf(key -> key.startsWith("quarkus."));
    Map<String, String> defaults = new TreeMap<>();
    SettingsReader.defaults()
        .forEach((key, value) -> defaults.put(key, value == null ? "" : value));
    assertThat(documented).containsExactlyInAnyOrderEntriesOf(defaults);
  }

  @Test
  void theWebServersKeysHaveTheirDefaults() throws IOException {
    Properties properties = new Properties();
    try (Reader reader =
        Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      properties.load(reader);
    }
    Map<String, String> documented = documented();
    documented.keySet().removeIf(key -> !key.startsWith("quarkus."));
    assertThat(documented).containsOnlyKeys("quarkus.http.host", "quarkus.http.port");
    documented.forEach((key, value) -> assertThat(value).isEqualTo(properties.get(key)));
  }

  /** The value of each key; empty where the default is described, or there is none. */
  private static Map<String, String> documented() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    for (MatchResult row :
        ROW.matcher(Files.readString(Path.of("docs/settings.md"))).results().toList()) {
      var value = VALUE.matcher(row.group(2).strip());
      assertThat(documented.put(row.group(1), value.matches() ? value.group(1) : ""))
          .as("%s is listed twice", row.group(1))
          .isNull();
      assertThat(row.group(3)).as("what %s means", row.group(1)).isNotEmpty();
    }
    return documented;
  }
}
