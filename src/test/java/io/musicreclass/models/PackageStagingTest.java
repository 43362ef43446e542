package io.musicreclass.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next writer removes what a killed writer left, and nothing more. */
class PackageStagingTest {
  @TempDir private Path root;

  /** Another process: writes half a package, reports it, and waits to be killed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      Card card = Cards.card("slow", false, Instant.EPOCH);
      ModelStore.write(
          Path.of(arguments[0]),
          card,
          Map.of(
              ModelPackage.HEAD,
              out -> {
                out.write(1);
                out.flush();
                System.out.println("half");
                System.in.read();
              }),
          staged -> {});
    }
  }

  private Process writer() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                root.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("half");
    return process;
  }

  private void write(String name) throws IOException {
    ModelStore.write(
        root,
        Cards.card(name, false, Instant.EPOCH),
        Map.of(ModelPackage.HEAD, out -> out.write(1)),
        staged -> {});
  }

  private List<String> left() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void filesOfARunningWriterStayAndThoseOfAKilledOneAreRemoved() throws Exception {
    Process writer = writer();
    try {
      write("one");
      assertThat(left()).hasSize(3).last().isEqualTo("one");
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertThat(left()).hasSize(3);
    write("two");
    assertThat(left()).containsExactly("one", "two");
  }

  @Test
  void aPackageThatWasMovedAsideGetsItsNameBack() throws IOException {
    write("one");
    Files.move(root.resolve("one"), root.resolve(".one.new-17-old"));
    Files.createDirectory(root.resolve(".one.new-17"));
    Files.createFile(root.resolve(".one.new-17.lock"));
    write("two");
    assertThat(left()).containsExactly("one", "two");
    assertThat(new ModelStore(List.of(root)).find("one")).isPresent();
  }

  @Test
  void aPackageThatWasReplacedDoesNotComeBack() throws IOException {
    write("old");
    Files.move(root.resolve("old"), root.resolve(".one.new-17-old"));
    write("one");
    Files.createFile(root.resolve(".one.new-17.lock"));
    write("two");
    assertThat(left()).containsExactly("one", "two");
    assertThat(new ModelStore(List.of(root)).find("one")).isPresent();
  }

  @Test
  void otherHiddenFoldersStay() throws IOException {
    Files.createDirectory(root.resolve(".git"));
    Files.createDirectory(root.resolve(".one.new-backup"));
    write("one");
    assertThat(left()).containsExactly(".git", ".one.new-backup", "one");
  }
}
