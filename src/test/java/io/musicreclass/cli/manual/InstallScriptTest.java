package io.musicreclass.cli.manual;

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

/** {@code deploy/install.sh} with {@code DESTDIR}, on a small program instead of the built one. */
class InstallScriptTest {
  private static final String BIN = "usr/local/bin/reclass";
  private static final List<String> MANUAL =
      List.of(
          "usr/local/share/bash-completion/completions/reclass",
          "usr/local/share/man/man1/reclass-run.1",
          "usr/local/share/man/man1/reclass.1",
          "usr/local/share/zsh/site-functions/_reclass",
          "usr/share/fish/vendor_completions.d/reclass.fish");

  /** Writes man pages and completions as the program does. */
  private static final String LAUNCHER =
      """
      #!/bin/sh
      [ "$1" = package-files ] || exit 0
      for file in man/man1/reclass.1 man/man1/reclass-run.1 bash-completion/completions/reclass \\
        zsh/site-functions/_reclass fish/vendor_completions.d/reclass.fish; do
        mkdir -p "$2/$(dirname "$file")" && echo "$file" >"$2/$file"
      done
      """;

  @TempDir private Path folder;
  private Path program;
  private Path dest;

  @BeforeEach
  void writeProgram() throws IOException {
    program = folder.resolve("a program");
    dest = folder.resolve("dest");
    for (String file :
        List.of(
            "target/quarkus-app/quarkus-run.jar",
            "models/gtzan48/model.json",
            "docs/install.md",
            "README.md",
            "LICENSE",
            "NOTICE",
            "systemd/reclass.service")) {
      write(program.resolve(file), file);
    }
    Path launcher = write(program.resolve("reclass"), LAUNCHER);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Path script = Files.createDirectories(program.resolve("deploy")).resolve("install.sh");
    Files.copy(Path.of("deploy/install.sh"), script);
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private String install(String... options) throws IOException, InterruptedException {
    ProcessBuilder sh = new ProcessBuilder("sh", program.resolve("deploy/install.sh").toString());
    sh.command().addAll(List.of(options));
    sh.environment().put("DESTDIR", dest.toString());
    Process process = sh.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** Every file below a folder of the destination, links included. */
  private List<String> files(String below) throws IOException {
    try (Stream<Path> all = Files.walk(dest.resolve(below))) {
      return all.filter(file -> !Files.isDirectory(file))
          .map(file -> dest.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void theCommandItsManPagesAndCompletionsAreInstalledAndRemoved() throws Exception {
    write(dest.resolve("usr/local/share/man/man1/reclass-former.1"), "of an earlier version");
    assertThat(install()).isEmpty();
    assertThat(files("usr")).hasSize(1 + MANUAL.size()).contains(BIN).containsAll(MANUAL);
    assertThat(Files.readSymbolicLink(dest.resolve(BIN)))
        .isEqualTo(Path.of("/opt/reclass/reclass"));
    assertThat(dest.resolve("opt/reclass/target/quarkus-app/quarkus-run.jar")).exists();
    assertThat(install()).as("again").isEmpty();

    install("--remove");
    assertThat(files("usr")).isEmpty();
    assertThat(files("")).containsExactly("etc/reclass/application.properties");
  }

  @Test
  void anotherCommandOfTheSameNameIsKept() throws Exception {
    write(dest.resolve(BIN), "#!/bin/sh\n");
    assertThat(install()).contains("another program and was kept");
    assertThat(Files.isSymbolicLink(dest.resolve(BIN))).isFalse();
    install("--remove");
    assertThat(files("usr")).containsExactly(BIN);
  }
}
