package io.musicreclass.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with a real Java 25 or newer, whose archive is a different one. */
class Java25IT {
  private static final Path JAVAS = Path.of("/usr/lib/jvm");
  private static final int FIRST = 25;

  @TempDir private Path folder;

  @Test
  void theSecondStartGetsItsClassesFromTheCacheOfTheFirst() throws Exception {
    Optional<Path> java = newer();
    if (java.isEmpty()) {
      System.out.println("SKIPPED: a start with Java 25 (apt install openjdk-25-jre-headless)");
    }
    assumeThat(java).isPresent();
    copyProgram();
    String first = run(java.get(), "--version");
    assertThat(first).contains("Preparing fast starts").doesNotContain("not possible");

    Path classes = folder.resolve("classes");
    String second =
        run(java.get(), "--version", "-Xlog:class+load:file=" + classes + ":none:filecount=0");

    assertThat(second).startsWith("reclass ").doesNotContain("warning", "WARNING");
    List<String> loaded = Files.readAllLines(classes);
    long archived = loaded.stream().filter(line -> line.contains("shared objects file")).count();
    assertThat(archived).isGreaterThan(loaded.size() * 9L / 10);
    assertThat(loaded)
        .anyMatch(
            line ->
                line.startsWith("io.musicreclass.cli.Main ")
                    && line.contains("shared objects file"));
  }

  private static Optional<Path> newer() throws IOException {
    if (!Files.isDirectory(JAVAS)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(JAVAS)) {
      return all.filter(java -> version(java) >= FIRST).findFirst();
    }
  }

  private static int version(Path java) {
    Properties release = new Properties();
    try (var in = Files.newInputStream(java.resolve("release"))) {
      release.load(in);
    } catch (IOException e) {
      return 0; // no Java
    }
    String version = release.getProperty("JAVA_VERSION", "").replaceAll("^\"([0-9]+).*", "$1");
    return version.matches("[0-9]+") ? Integer.parseInt(version) : 0;
  }

  /** An installation of its own, because the archive lies beside the program. */
  private void copyProgram() throws IOException {
    Path program = Path.of("target/quarkus-app").toAbsolutePath();
    try (Stream<Path> all = Files.walk(program)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path copy = folder.resolve("target/quarkus-app").resolve(program.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
    Files.createDirectories(folder.resolve("models"));
    Files.createSymbolicLink(
        folder.resolve("models/gtzan48"), Path.of("models/gtzan48").toAbsolutePath());
    Files.copy(Path.of("reclass"), folder.resolve("reclass"));
  }

  private String run(Path java, String command, String... options) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(folder.resolve("reclass").toString(), command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", java.toString());
    builder.environment().put("RECLASS_HOME", folder.resolve("var").toString());
    if (options.length > 0) {
      builder.environment().put("JAVA_TOOL_OPTIONS", String.join(" ", options));
    }
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said.replaceAll("(?m)^Picked up JAVA_TOOL_OPTIONS.*\\n", "");
  }
}
