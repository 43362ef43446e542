package io.musicreclass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ./reclass} of an installed program, with a script in place of Java. */
class LauncherTest {
  /** Prints its arguments, and makes the archive that it is asked for. */
  private static final String JAVA =
      """
      #!/bin/sh
      for argument in "$@"; do
        case $argument in
          -XX:AOTCacheOutput=*) echo classes >"${argument#*=}" ;;
          -Xshare:dump) dump=yes ;;
          -Xshare:*) share=$argument ;;
          -XX:SharedArchiveFile=*) archive=${argument#*=} ;;
        esac
      done
      case "${share:-} $*" in -Xshare:*AOT*) exit 1 ;; esac # Java refuses both
      [ -z "${dump:-}" ] || echo classes >"$archive"
      [ ! -f "${0%/bin/java}/fails" ] || exit 1
      printf '%s\\n' "$@"
      """;

  private static final String C1 = "-XX:TieredStopAtLevel=1";
  private static final String PREPARING = "Preparing fast starts";

  @TempDir private Path folder;
  private Path program;
  private Path java;
  private Path cache;

  private record Ran(List<String> arguments, String said) {}

  @BeforeEach
  void writeProgram() throws IOException {
    program = folder.resolve("a program");
    java = folder.resolve("java");
    cache = folder.resolve("cache");
    write(program.resolve("target/quarkus-app/quarkus-run.jar"), "jar");
    write(program.resolve("target/quarkus-app/lib/library.jar"), "jar");
    Files.createDirectories(program.resolve("models"));
    Files.copy(Path.of("reclass"), program.resolve("reclass"));
    release("17.0.1");
    Path script = write(java.resolve("bin/java"), JAVA);
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void release(String version) throws IOException {
    write(java.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private Ran run(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder launcher = new ProcessBuilder(program.resolve("reclass").toString());
    launcher.command().addAll(List.of(arguments));
    launcher.environment().put("JAVA_HOME", java.toString());
    launcher.environment().put("XDG_CACHE_HOME", cache.toString());
    Path out = folder.resolve("out");
    Process process = launcher.redirectOutput(out.toFile()).start();
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return new Ran(Files.readAllLines(out), said);
  }

  private static List<Path> starts(Path place) throws IOException {
    if (!Files.exists(place)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(place)) {
      return all.filter(path -> path.getFileName().toString().startsWith("start-")).toList();
    }
  }

  private Path target() {
    return program.resolve("target");
  }

  @Test
  void aMissingArchiveIsMadeOnceAndUsedFromThenOn() throws Exception {
    Ran first = run("doctor");
    assertThat(first.said()).contains(PREPARING);
    Path start = starts(target()).get(0);
    assertThat(first.arguments())
        .contains("-XX:SharedArchiveFile=" + start.toRealPath().resolve("classes.jsa"))
        .contains("-Dmusicreclass.start=" + start.toRealPath())
        .endsWith("doctor");
    Ran second = run("doctor");
    assertThat(second.said()).isEmpty();
    assertThat(second.arguments()).isEqualTo(first.arguments());
  }

  @Test
  void aDamagedArchiveIsMadeAgain() throws Exception {
    run("doctor");
    Path archive = starts(target()).get(0).resolve("classes.jsa");
    Files.writeString(archive, "cla");
    assertThat(run("doctor").said()).contains(PREPARING);
    assertThat(archive).hasContent("classes");
  }

  @Test
  void anArchiveOfAnotherBuildOrAnotherJavaIsReplaced() throws Exception {
    run("doctor");
    Path first = starts(target()).get(0);
    write(program.resolve("target/quarkus-app/quarkus-run.jar"), "a later build");
    assertThat(run("doctor").said()).contains(PREPARING);
    Path second = starts(target()).get(0);
    assertThat(second).isNotEqualTo(first);
    release("17.0.2");
    assertThat(run("doctor").said()).contains(PREPARING);
    assertThat(starts(target())).hasSize(1).doesNotContain(first, second);
  }

  @Test
  void anInstallationThatIsReadOnlyHasItsArchiveInTheUsersCache() throws Exception {
    Files.createDirectories(target().resolve("start.lock")); // cannot be written, even by root
    Ran ran = run("doctor");
    Path start = starts(cache.resolve("reclass")).get(0);
    assertThat(ran.arguments()).contains("-XX:SharedArchiveFile=" + start.resolve("classes.jsa"));
    assertThat(starts(target())).isEmpty();
  }

  @Test
  void whereNoArchiveCanBeMadeTheProgramRunsWithoutAndDoesNotTryAgain() throws Exception {
    Path fails = write(java.resolve("fails"), "");
    ProcessBuilder launcher = new ProcessBuilder(program.resolve("reclass").toString(), "doctor");
    launcher.environment().put("JAVA_HOME", java.toString());
    Process process = launcher.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1); // Java's own status
    assertThat(said).contains("Fast starts are not possible");
    Files.delete(fails);
    Ran ran = run("doctor");
    assertThat(ran.said()).isEmpty();
    assertThat(ran.arguments()).noneMatch(word -> word.startsWith("-XX:SharedArchiveFile"));
  }

  @Test
  void onlyShortCommandsDoWithoutTheSlowCompiler() throws Exception {
    assertThat(run("classify", "song.mp3").arguments()).contains(C1);
    assertThat(run("--version").arguments()).contains(C1);
    assertThat(run("run").arguments()).doesNotContain(C1);
    assertThat(run().arguments()).doesNotContain(C1);
    assertThat(run("train", "mine").arguments()).doesNotContain(C1);
    assertThat(run("classify", program.toString()).arguments()).doesNotContain(C1);
  }

  @Test
  void aDaemonDoesWithoutItOnlyIfItsLoopsAreCompiled() throws Exception {
    assertThat(run("run").arguments()).doesNotContain(C1);
    write(program.resolve("native/libreclass_loops.so"), "library");
    assertThat(run("run").arguments()).contains(C1);
    assertThat(run().arguments()).contains(C1);
    assertThat(run("train", "mine").arguments()).doesNotContain(C1);
  }

  @Test
  void java25UsesItsOwnCache() throws Exception {
    release("25.0.1");
    Ran ran = run("doctor");
    assertThat(ran.arguments())
        .contains("-XX:AOTCache=" + starts(target()).get(0).toRealPath().resolve("classes.aot"))
        .noneMatch(word -> word.startsWith("-XX:SharedArchiveFile"));
  }
}
