package io.musicreclass.cli.manual;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion script for fish, which picocli does not write. */
final class FishCompletion {
  private static final String FUNCTIONS =
      """
      # Completion of reclass for fish.

      # Whether the words before the cursor name exactly this command.
      function __reclass_at
          set -l at
          set -l words (commandline -opc)
          set -e words[1]
          for word in $words
              if contains -- (string join -- ' ' $at $word) $__reclass_commands
                  set at $at $word
              end
          end
          test "$at" = "$argv"
      end

      """;

  private final List<String> lines = new ArrayList<>();

  private FishCompletion() {}

  static String script(CommandSpec root) {
    FishCompletion fish = new FishCompletion();
    fish.add(root, "");
    String known =
        SpecTree.below(root).stream()
            .map(command -> quoted(path(command)))
            .collect(Collectors.joining(" "));
    return FUNCTIONS
        + "set -g __reclass_commands "
        + known
        + "\n\n"
        + String.join("\n", fish.lines)
        + "\n";
  }

  /** The words of a command after the program's name. */
  private static String path(CommandSpec command) {
    return command.qualifiedName().replaceFirst("^\\S+ ", "");
  }

  private void add(CommandSpec command, String path) {
    String at = "complete -c reclass -n " + quoted("__reclass_at " + path);
    boolean files = false;
    for (PositionalParamSpec argument : command.positionalParameters()) {
      files |= isFile(argument);
      candidates(argument).forEach(value -> lines.add(at + " -f -a " + quoted(value)));
    }
    if (!files) {
      lines.add(at + " -f");
    }
    for (CommandSpec sub : SpecTree.children(command)) {
      lines.add(at + " -f -a " + quoted(sub.name()) + " -d " + quoted(SpecTree.purpose(sub)));
    }
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        lines.add(at + names(option) + value(option) + " -d " + quoted(SpecTree.purpose(option)));
      }
    }
    SpecTree.children(command).forEach(sub -> add(sub, path(sub)));
  }

  private static String names(OptionSpec option) {
    StringBuilder names = new StringBuilder();
    for (String name : option.names()) {
      names.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
    }
    return names.toString();
  }

  private static String value(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    List<String> candidates = candidates(option);
    if (!candidates.isEmpty()) {
      return " -x -a " + quoted(String.join(" ", candidates));
    }
    return isFile(option) ? " -r -F" : " -x";
  }

  private static List<String> candidates(ArgSpec argument) {
    List<String> values = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(values::add);
    }
    return values;
  }

  private static boolean isFile(ArgSpec argument) {
    Class<?> type = argument.auxiliaryTypes()[0];
    return type == Path.class || type == File.class;
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
