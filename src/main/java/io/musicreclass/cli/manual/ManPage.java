package io.musicreclass.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The man page of a command, in roff with the macros of man(7). */
final class ManPage {
  private static final List<String> EXIT_STATUS =
      List.of("0", "success", "1", "some inputs failed", "2", "wrong usage or settings");

  private final CommandSpec command;
  private final List<String> lines = new ArrayList<>();

  private ManPage(CommandSpec command) {
    this.command = command;
  }

  /** The name of a command's page: {@code reclass-model-import}. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  /**
   * The text of a page.
   *
   * @param version of the program
   */
  static String text(CommandSpec command, String version) {
    ManPage page = new ManPage(command);
    page.write(version);
    return String.join("\n", page.lines) + "\n";
  }

  private void write(String version) {
    String title = name(command).toUpperCase(Locale.ROOT);
    lines.add(".TH " + quoted(title) + " 1 \"\" " + quoted(version) + " \"Reclass Manual\"");
    lines.add(".nh");
    lines.add(".ad l");
    section("NAME");
    lines.add(plain(name(command)) + " \\- " + plain(lower(SpecTree.purpose(command))));
    section("SYNOPSIS");
    String name = command.qualifiedName();
    lines.add(bold(name));
    lines.add(plain(synopsis().substring(name.length()).strip()));
    section("DESCRIPTION");
    paragraphs(List.of(command.usageMessage().description()));
    arguments();
    options();
    commands();
    footer();
    if (command.parent() == null) {
      section("FILES");
      entry(
          italic("/etc/reclass/application.properties"),
          "Settings; in a source checkout config/application.properties.");
    }
    section("EXIT STATUS");
    for (int i = 0; i < EXIT_STATUS.size(); i += 2) {
      entry(bold(EXIT_STATUS.get(i)), EXIT_STATUS.get(i + 1));
    }
    seeAlso();
  }

  private String synopsis() {
    Help help = new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
    return help.synopsis(0).replaceAll("\\s+", " ").strip();
  }

  private void arguments() {
    List<PositionalParamSpec> arguments = command.positionalParameters();
    if (!arguments.isEmpty()) {
      section("ARGUMENTS");
      arguments.forEach(argument -> entry(italic(argument.paramLabel()), argument.description()));
    }
  }

  private void options() {
    section("OPTIONS");
    List<OptionSpec> options = new ArrayList<>(command.options());
    options.sort(Comparator.comparing(OptionSpec::longestName));
    for (OptionSpec option : options) {
      if (!option.hidden()) {
        String names =
            Arrays.stream(option.names()).map(ManPage::bold).collect(Collectors.joining(", "));
        String value = option.arity().max() == 0 ? "" : "=" + italic(option.paramLabel());
        entry(names + value, option.description());
      }
    }
  }

  private void commands() {
    List<CommandSpec> children = SpecTree.children(command);
    if (!children.isEmpty()) {
      section("COMMANDS");
      children.forEach(sub -> entry(bold(sub.name()), sub.usageMessage().description()[0]));
    }
  }

  /** A heading, or lines such as {@code name: what it is}. */
  private void footer() {
    for (String line : command.usageMessage().footer()) {
      String[] sides = line.strip().split(": ", 2);
      if (line.endsWith(":")) {
        section(line.substring(0, line.length() - 1).toUpperCase(Locale.ROOT));
      } else if (line.startsWith(" ") && sides.length == 2) {
        entry(bold(sides[0]), sides[1]);
      } else if (!line.isBlank()) {
        section("NOTES");
        paragraphs(List.of(line));
      }
    }
  }

  private void seeAlso() {
    CommandSpec parent = command.parent();
    String pages =
        Stream.concat(
                Stream.ofNullable(parent),
                parent == null ? SpecTree.children(command).stream() : siblings(parent))
            .map(other -> bold(name(other)) + "(1)")
            .collect(Collectors.joining(", "));
    section("SEE ALSO");
    lines.add(pages);
  }

  private Stream<CommandSpec> siblings(CommandSpec parent) {
    return Stream.concat(SpecTree.children(parent).stream(), SpecTree.children(command).stream())
        .filter(other -> other != command);
  }

  private void section(String heading) {
    lines.add(".SH " + quoted(heading));
  }

  private void paragraphs(List<String> texts) {
    for (String text : texts) {
      lines.add(".PP");
      lines.add(plain(SpecTree.text(text)));
    }
  }

  private void entry(String term, String... description) {
    lines.add(".TP");
    lines.add(term);
    lines.add(plain(SpecTree.text(description)));
  }

  private static String lower(String sentence) {
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  private static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  private static String italic(String text) {
    return "\\fI" + escaped(text) + "\\fR";
  }

  private static String quoted(String text) {
    return '"' + escaped(text).replace("\"", "\\(dq") + '"';
  }

  /** A line of text, which must not be taken for a request. */
  private static String plain(String text) {
    String escaped = escaped(text);
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
