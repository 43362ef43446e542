package io.musicreclass.cli.manual;

import io.musicreclass.cli.settings.ClosestName;
import io.musicreclass.cli.terminal.UsageError;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reclass help}: the same as {@code --help} of a command. */
@Command(
    name = "help",
    description = "Shows the help of a command.",
    mixinStandardHelpOptions = true)
public final class HelpCommand implements Runnable {
  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      completionCandidates = Commands.class,
      description = "Such as classify, or model import; default: all commands.")
  private List<String> words = List.of();

  @Spec private CommandSpec spec;

  /** What the shell completes. */
  static final class Commands extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Commands() {
      CommandGroups.ALL.forEach(group -> addAll(group.commands()));
    }
  }

  @Override
  public void run() {
    CommandLine command = spec.root().commandLine();
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        throw new UsageError(
            "no such command: " + word + ClosestName.to(word, command.getSubcommands().keySet()));
      }
      command = next;
    }
    command.usage(command.getOut());
  }
}
