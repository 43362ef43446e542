package io.musicreclass.cli.manual;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The commands by what they are for, as {@code reclass --help} lists them. */
final class CommandGroups implements IHelpSectionRenderer {
  /**
   * A heading with its commands.
   *
   * @param commands in the order of their use
   */
  record Group(String heading, List<String> commands) {
    Group {
      commands = List.copyOf(commands);
    }
  }

  static final List<Group> ALL =
      List.of(
          new Group(
              "Start and set up",
              List.of(
                  "run", "worker", "setup", "doctor", "reload", "backup", "restore", "token",
                  "mqtt")),
          new Group(
              "Songs",
              List.of(
                  "classify",
                  "why",
                  "similar",
                  "correct",
                  "retry",
                  "revote",
                  "apply",
                  "undo",
                  "export")),
          new Group("Models", List.of("model", "train", "evaluate", "tune", "mislabelled")),
          new Group("Tables for training", List.of("features", "embed")),
          new Group("Help", List.of("help", "completion")));

  private static final int INDENT = 2;

  @Override
  public String render(Help help) {
    Map<String, Help> commands = help.subcommands();
    int widest = commands.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Group group : ALL) {
      List<String> names = group.commands.stream().filter(commands::containsKey).toList();
      if (!names.isEmpty()) {
        text.append(String.format("%n%s:%n", group.heading));
        text.append(table(help, names, widest + 2 * INDENT));
      }
    }
    return text.toString();
  }

  private static Help.TextTable table(Help help, List<String> names, int first) {
    int rest = help.commandSpec().usageMessage().width() - first;
    Help.TextTable table =
        Help.TextTable.forColumns(
            help.colorScheme(),
            new Help.Column(first, INDENT, Help.Column.Overflow.SPAN),
            new Help.Column(rest, INDENT, Help.Column.Overflow.WRAP));
    for (String name : names) {
      String[] description =
          help.subcommands().get(name).commandSpec().usageMessage().description();
      table.addRowValues(
          help.colorScheme().commandText(name),
          help.colorScheme().text(SpecTree.text(description[0])));
    }
    return table;
  }
}
