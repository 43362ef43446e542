package io.musicreclass.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code docs/commands.md} against the code; with {@code -Dwrite.docs} it is written anew. */
class CommandsDocTest {
  private static final Path DOC = Path.of("docs", "commands.md");
  private static final String MARK = "<!-- From here on written by CommandsDocTest. -->\n";

  @Test
  void docsCommandsNamesEveryCommandAndOptionAndNoneMore() throws IOException {
    String doc = Files.readString(DOC);
    int mark = doc.indexOf(MARK) + MARK.length();
    assertThat(mark).isGreaterThan(MARK.length());
    String tables = String.join("\n", tables()) + "\n";
    assertThat(tables).as("picocli's formats").doesNotContain("%%", "%n");
    if (System.getProperty("write.docs") != null) {
      Files.writeString(DOC, doc.substring(0, mark) + tables);
    } else {
      assertThat(doc.substring(mark))
          .as("write it anew: mvn test -Dtest=CommandsDocTest -Dwrite.docs")
          .isEqualTo(tables);
    }
  }

  private static List<String> tables() {
    CommandSpec root = Tree.root().getCommandSpec();
    List<String> lines = new ArrayList<>();
    for (CommandGroups.Group group : CommandGroups.ALL) {
      lines.addAll(
          List.of("", "**" + group.heading() + "**", "", "| command | purpose |", "|---|---|"));
      for (String name : group.commands()) {
        CommandSpec command = root.subcommands().get(name).getCommandSpec();
        lines.add(
            "| [`%s`](#%s) | %s |"
                .formatted(
                    command.qualifiedName(),
                    command.qualifiedName("-"),
                    cell(SpecTree.text(command.usageMessage().description()[0]))));
      }
    }
    SpecTree.below(root).forEach(command -> section(command, lines));
    return lines;
  }

  private static void section(CommandSpec command, List<String> lines) {
    lines.addAll(List.of("", "## " + command.qualifiedName(), ""));
    Help help = new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
    lines.add("    " + help.synopsis(0).replaceAll("\\s+", " ").strip());
    lines.add("");
    lines.add(SpecTree.text(command.usageMessage().description()));
    List<String> rows = new ArrayList<>();
    for (PositionalParamSpec argument : command.positionalParameters()) {
      rows.add(row(argument.paramLabel(), argument.description()));
    }
    SpecTree.ownOptions(command).stream()
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .forEach(option -> rows.add(row(SpecTree.names(option), option.description())));
    if (!rows.isEmpty()) {
      lines.addAll(List.of("", "| argument or option | |", "|---|---|"));
      lines.addAll(rows);
    }
  }

  private static String row(String name, String... description) {
    return "| `" + cell(name) + "` | " + cell(SpecTree.text(description)) + " |";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
  }
}
