package io.musicreclass.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a native image replaces and takes along, as far as no GraalVM is needed to see it. */
class NativeImageTest {
  private static final Path SOURCES = Path.of("src/native-image/java");
  private static final Path CONFIG =
      Path.of("src/native-image/resources/META-INF/native-image/io.musicreclass/reclass");
  private static final Pattern TARGET = Pattern.compile("@TargetClass\\((\\w+)\\.class\\)");
  private static final Pattern METHOD =
      Pattern.compile(
          "@Substitute\\s+(?:@SuppressWarnings.*\\s+)?(public )?(static )?(\\S+) (\\w+)\\(([^)]*)\\)");

  @Test
  void everyReplacedMethodExists() throws Exception {
    List<String> replaced = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String text = Files.readString(file);
        Matcher target = TARGET.matcher(text);
        if (target.find()) {
          String folder = SOURCES.relativize(file.getParent()).toString().replace('/', '.');
          Class<?> type = Class.forName(folder + "." + target.group(1));
          for (MatchResult method : METHOD.matcher(text).results().toList()) {
            Method original =
                Arrays.stream(type.getDeclaredMethods())
                    .filter(declared -> declared.getName().equals(method.group(4)))
                    .filter(declared -> !declared.isSynthetic())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(type + " has no " + method.group(4)));
            assertThat(original.getParameterCount())
                .isEqualTo(method.group(5).isEmpty() ? 0 : method.group(5).split(",").length);
            assertThat(original.getReturnType().getSimpleName())
                .isEqualTo(method.group(3).replaceAll("<.*", ""));
            replaced.add(target.group(1) + "." + method.group(4));
          }
        }
      }
    }
    assertThat(replaced)
        .containsExactlyInAnyOrder(
            "EmbeddedBroker.start", "EmbeddedBroker.close", "GpuProbe.probe", "Bindings.open");
  }

  @Test
  void everyFileThatTheProgramReadsIsTakenAlong() throws IOException {
    JsonNode patterns =
        new ObjectMapper()
            .readTree(Files.readString(CONFIG.resolve("resource-config.json")))
            .at("/resources/includes");
    Set<String> missing = new TreeSet<>();
    Path resources = Path.of("src/main/resources");
    try (Stream<Path> files = Files.walk(resources)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> resources.relativize(file).toString())
          // Quarkus takes along its settings and the page; there is no GPU to be probed.
          .filter(name -> !name.equals("application.properties"))
          .filter(name -> !name.startsWith("META-INF/resources/") && !name.contains("/tensorrt/"))
          .filter(name -> !isTaken(name, patterns))
          .forEach(missing::add);
    }
    assertThat(missing).isEmpty();
  }

  private static boolean isTaken(String name, JsonNode patterns) {
    for (JsonNode pattern : patterns) {
      if (Pattern.matches(pattern.get("pattern").asText(), name)) {
        return true;
      }
    }
    return false;
  }

  /** Pictures are painted and read without AWT, which a native image would need libraries for. */
  @Test
  void theProgramUsesNoAwt() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContain("import java.awt", "import javax.imageio", "import javax.swing");
      }
    }
  }
}
