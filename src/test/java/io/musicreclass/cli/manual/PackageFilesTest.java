package io.musicreclass.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.musicreclass.cli.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the build makes for packages: man pages and completion scripts. */
class PackageFilesTest {
  @TempDir private Path folder;
  private Path share;

  @BeforeEach
  void write() throws IOException {
    share = folder.resolve("share");
    Commands.Ran ran = new Commands(folder).run("package-files", share);
    assertThat(ran.status()).as(ran.err()).isZero();
  }

  private String read(String name) throws IOException {
    return Files.readString(share.resolve(name));
  }

  private String output(String input, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(share.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static void assumeInstalled(String program) {
    assumeThat(Stream.of("/usr/bin/", "/bin/").map(bin -> Path.of(bin, program)))
        .as(program)
        .anyMatch(Files::exists);
  }

  /** What a shell offers for the last of these words. */
  private interface Completer {
    List<String> offers(String... words) throws IOException, InterruptedException;
  }

  private static void assertCompletes(Completer shell) throws IOException, InterruptedException {
    assertThat(shell.offers("reclass", "cl")).containsExactly("classify");
    assertThat(shell.offers("reclass", ""))
        .contains("run", "setup", "completion")
        .doesNotContain("package-files");
    assertThat(shell.offers("reclass", "classify", "--j")).containsExactly("--json");
    assertThat(shell.offers("reclass", "model", "import", "mu")).containsExactly("musicnn");
    assertThat(shell.offers("reclass", "evaluate", "--data", "g")).containsExactly("gtzan");
    assertThat(shell.offers("reclass", "completion", "")).containsExactly("bash", "fish", "zsh");
    assertThat(shell.offers("reclass", "help", "mod")).containsExactly("model");
  }

  private static String call(String... words) {
    return "COMP_WORDS=('%s'); COMP_CWORD=%d; _complete_reclass\n"
            .formatted(String.join("' '", words), words.length - 1)
        + "printf '%s\\n' \"${COMPREPLY[@]}\"\n";
  }

  private static List<String> lines(String output) {
    return output.lines().sorted().toList();
  }

  private List<String> bash(String... words) throws IOException, InterruptedException {
    String script = read("bash-completion/completions/reclass");
    String call = call(words).replace("_complete_reclass", "_complete_reclass 2>/dev/null");
    return lines(output(script + "\n" + call, "bash", "--norc"));
  }

  /** Loads the file as a function, as zsh's completion system does; its prefix is matched there. */
  private List<String> zsh(String... words) throws IOException, InterruptedException {
    String script =
        """
        fpath=(zsh/site-functions $fpath); autoload -Uz compinit; compinit -D -u
        autoload +X _reclass; functions[load]=$functions[_reclass]; load; emulate ksh
        """;
    return lines(output(script + call(words), "zsh", "-f")).stream()
        .filter(line -> line.startsWith(words[words.length - 1]))
        .toList();
  }

  private List<String> fish(String... words) throws IOException, InterruptedException {
    String script =
        "source fish/vendor_completions.d/reclass.fish; complete -C '%s'\n"
            .formatted(String.join(" ", words));
    return output(script, "fish", "--no-config")
        .lines()
        .map(line -> line.replaceFirst("\t.*", ""))
        .sorted()
        .toList();
  }

  @Test
  void bashCompletesCommandsOptionsAndValues() throws Exception {
    assumeInstalled("bash");
    assertCompletes(this::bash);
  }

  @Test
  void zshCompletesTheSame() throws Exception {
    assumeInstalled("zsh");
    assertCompletes(this::zsh);
  }

  @Test
  void fishCompletesTheSame() throws Exception {
    assumeInstalled("fish");
    assertCompletes(this::fish);
  }

  @Test
  void thereIsAManPageForEveryCommandWithAllItsOptions() throws IOException {
    try (Stream<Path> pages = Files.list(share.resolve("man/man1"))) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Tree.all().stream().map(command -> ManPage.name(command) + ".1").toList());
    }
    for (CommandSpec command : Tree.all()) {
      String page = read("man/man1/" + ManPage.name(command) + ".1");
      for (OptionSpec option : command.options()) {
        assertThat(page).contains("\\fB" + option.longestName().replace("-", "\\-") + "\\fR");
      }
      assertThat(page.lines().filter(line -> line.startsWith(".SH")))
          .as(command.qualifiedName())
          .contains(".SH \"NAME\"", ".SH \"SYNOPSIS\"", ".SH \"OPTIONS\"", ".SH \"EXIT STATUS\"")
          .doesNotHaveDuplicates();
      assertThat(page).doesNotContain("%%");
    }
  }

  @Test
  void groffFormatsEveryPageWithoutAWarning() throws Exception {
    assumeInstalled("groff");
    for (CommandSpec command : Tree.all()) {
      String page = read("man/man1/" + ManPage.name(command) + ".1");
      assertThat(output(page, "groff", "-man", "-Tascii", "-P-cbou", "-ww"))
          .as(command.qualifiedName())
          .contains("SYNOPSIS", command.qualifiedName())
          .doesNotContain("warning", "error:");
    }
  }

  @Test
  void fishKnowsEveryCommandAndOption() throws IOException {
    String fish = read("fish/vendor_completions.d/reclass.fish");
    assertThat(fish)
        .contains(
            "complete -c reclass -n '__reclass_at classify' -l json -d 'Print one JSON object per"
                + " line, as on MQTT'",
            "complete -c reclass -n '__reclass_at features' -s o -l output -r -F -d ",
            "complete -c reclass -n '__reclass_at model import' -f -a 'mert' -d 'Imports a MERT network:",
            "complete -c reclass -n '__reclass_at setup' -l network -x -a 'yes no' -d ",
            "node\\'s retained")
        .doesNotContain("package-files", "%%");
    for (CommandSpec command : Tree.all()) {
      String at = "'__reclass_at " + command.qualifiedName().replaceFirst("reclass ?", "") + "'";
      for (OptionSpec option : command.options()) {
        assertThat(fish.lines())
            .as(at + " " + option.longestName())
            .anyMatch(
                line -> line.contains(at) && line.contains(fishName(option.longestName()) + " "));
      }
    }
  }

  private static String fishName(String name) {
    return name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1);
  }

  @Test
  void theScriptForZshIsOneForItsFunctionPathToo() throws IOException {
    assertThat(read("zsh/site-functions/_reclass"))
        .startsWith("#compdef reclass\n")
        .contains("complete -F _complete_reclass")
        .endsWith("  _bash_complete -o default -F _complete_reclass\nfi\n");
  }
}
