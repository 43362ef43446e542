package io.musicreclass.cli.manual;

import io.musicreclass.cli.settings.ClosestName;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with the words of a command line, with the name that was probably meant. */
public final class ParameterErrors {
  private ParameterErrors() {}

  public static String text(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()
        ? text(unmatched.getUnmatched().get(0), e.getCommandLine().getCommandSpec())
        : String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
  }

  private static String text(String word, CommandSpec command) {
    if (word.startsWith("-")) {
      String option = word.replaceFirst("=.*", "");
      return "no such option: " + option + ClosestName.to(option, command.optionsMap().keySet());
    }
    if (command.subcommands().isEmpty()) {
      return "unexpected argument: " + word;
    }
    List<String> known =
        command.subcommands().entrySet().stream()
            .filter(sub -> !sub.getValue().getCommandSpec().usageMessage().hidden())
            .map(sub -> sub.getKey())
            .toList();
    String closest = ClosestName.to(word.toLowerCase(Locale.ROOT), known);
    return "no such command: " + word + (closest.isEmpty() ? forFile(word) : closest);
  }

  /** What the user of a file manager's terminal may have meant. */
  private static String forFile(String word) {
    try {
      return Files.exists(Path.of(word)) ? "; for this file: reclass classify " + word : "";
    } catch (InvalidPathException e) {
      return "";
    }
  }
}
