package io.musicreclass.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** The commands that people see, in the order of their help. */
final class SpecTree {
  private SpecTree() {}

  /** The commands directly below one. */
  static List<CommandSpec> children(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(sub -> !sub.usageMessage().hidden())
        .toList();
  }

  /** All commands below one. */
  static List<CommandSpec> below(CommandSpec command) {
    return children(command).stream()
        .flatMap(sub -> Stream.concat(Stream.of(sub), below(sub).stream()))
        .toList();
  }

  /** What a command does, as one sentence. */
  static String purpose(CommandSpec command) {
    return firstSentence(command.usageMessage().description());
  }

  /** What an option or argument means, as one sentence. */
  static String purpose(ArgSpec argument) {
    return firstSentence(argument.description());
  }

  /** A description as it is printed; picocli's are formats, in which a percent sign is doubled. */
  static String text(String... description) {
    return String.join(" ", description).replace("%%", "%");
  }

  private static String firstSentence(String... description) {
    return description.length == 0
        ? ""
        : text(description[0]).replaceFirst("(?<=[a-z)])[.;] .*", "").replaceFirst("[.]$", "");
  }

  /** The names of an option, with its value: {@code -o, --output=FILE}. */
  static String names(CommandLine.Model.OptionSpec option) {
    String names = String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + "=" + option.paramLabel();
  }

  /** Options without those that every command has. */
  static List<CommandLine.Model.OptionSpec> ownOptions(CommandSpec command) {
    List<CommandLine.Model.OptionSpec> own = new ArrayList<>(command.options());
    own.removeIf(option -> option.hidden() || option.usageHelp() || option.versionHelp());
    return own;
  }
}
