package io.musicreclass.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help of every command. */
class HelpTest {
  private static final int WIDEST = 100;

  /** Words that read oddly; what a native speaker would write is in their place now. */
  private static final Pattern ODD =
      Pattern.compile(
          "(?i)\\b(receipts?|ledger|dial|sureness|(un)?heard|hears?|owed|rooms?|anew|of now|else"
              + "|dear|feels|somebody|one a line|the 518(?! FMA)|if it may|to be rid of|says?|goes? on by"
              + "|go on by them|it keeps nothing|are told|left out|that can be seen|keeps? of"
              + "|for the first evening|nothing to build|is wanted|nothing fits|whatever people"
              + "|decided by|Reclass brings|made when|not there|nothing is written"
              + "|loudest moment|have not failed)\\b");

  static Stream<CommandSpec> commands() {
    return Tree.all().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void fitsAHundredColumnsAndHasNoOddWord(CommandSpec command) {
    String help = command.commandLine().getUsageMessage();
    assertThat(help.lines())
        .as(command.qualifiedName())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDEST));
    assertThat(ODD.matcher(help).results().map(found -> found.group()))
        .as(command.qualifiedName())
        .isEmpty();
    assertThat(help).doesNotContain("\033", "<main", "PARAM", "%%");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandArgumentAndOptionIsExplainedInSentences(CommandSpec command) {
    List<String> texts = new ArrayList<>(List.of(command.usageMessage().description()));
    for (OptionSpec option : SpecTree.ownOptions(command)) {
      texts.add(String.join(" ", option.description()));
    }
    for (PositionalParamSpec argument : command.positionalParameters()) {
      texts.add(String.join(" ", argument.description()));
    }
    assertThat(texts)
        .as(command.qualifiedName())
        .isNotEmpty()
        .allSatisfy(text -> assertThat(text).matches("(?s)\\S.*[.)]").doesNotContain("  ", "${"));
  }

  @Test
  void everyCommandIsInOneGroupOfTheMainHelp() {
    List<String> grouped =
        CommandGroups.ALL.stream().flatMap(group -> group.commands().stream()).toList();
    List<String> commands =
        SpecTree.children(Tree.root().getCommandSpec()).stream().map(CommandSpec::name).toList();
    assertThat(grouped).containsExactlyInAnyOrderElementsOf(commands);
    String help = Tree.root().getUsageMessage();
    assertThat(commands).allSatisfy(name -> assertThat(help).containsOnlyOnce("\n  " + name + " "));
  }

  @Test
  void helpOfACommandIsTheSameAsItsOption(@TempDir Path folder) throws IOException {
    Commands reclass = new Commands(folder);
    Commands.Ran help = reclass.run("help", "model", "import");
    assertThat(help.status()).isZero();
    assertThat(help.out()).isEqualTo(reclass.run("model", "import", "--help").out()).isNotEmpty();
    assertThat(reclass.run("help").out()).isEqualTo(reclass.run("--help").out());
    Commands.Ran mistyped = reclass.run("help", "clasify");
    assertThat(mistyped.status()).isEqualTo(2);
    assertThat(mistyped.err())
        .isEqualTo("reclass: no such command: clasify; did you mean classify?\n");
  }

  @Test
  void aMistypedWordNamesTheOneThatWasMeant(@TempDir Path folder) throws IOException {
    Commands reclass = new Commands(folder);
    assertThat(error(reclass, "clasify", "x"))
        .isEqualTo("reclass: no such command: clasify; did you mean classify?");
    assertThat(error(reclass, "model", "lst"))
        .isEqualTo("reclass: no such command: lst; did you mean list?");
    assertThat(error(reclass, "Classify", "x")).endsWith("did you mean classify?");
    assertThat(error(reclass, "classify", "--jsn", "x"))
        .isEqualTo("reclass: no such option: --jsn; did you mean --json?");
    assertThat(error(reclass, "setup", "--broke=tcp://x"))
        .isEqualTo("reclass: no such option: --broke; did you mean --broker?");
    assertThat(error(reclass, "xyzzy")).isEqualTo("reclass: no such command: xyzzy");
    assertThat(error(reclass, "token", "x")).isEqualTo("reclass: unexpected argument: x");
    assertThat(error(reclass, "/dev/null"))
        .isEqualTo(
            "reclass: no such command: /dev/null; for this file: reclass classify /dev/null");
    assertThat(error(reclass, "package-file")).doesNotContain("package-files");
  }

  private static String error(Commands reclass, Object... words) {
    Commands.Ran ran = reclass.run(words);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    List<String> lines = ran.err().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).matches("Try: reclass.* --help");
    return lines.get(0);
  }
}
