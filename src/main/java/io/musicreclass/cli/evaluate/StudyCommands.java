package io.musicreclass.cli.evaluate;

import io.musicreclass.cli.train.DataOptions;
import picocli.CommandLine;

/** Adds the studies of heads to {@code reclass train}. */
public final class StudyCommands {
  private StudyCommands() {}

  /** Adds {@code importance}. */
  public static void addTo(CommandLine.Model.CommandSpec train) {
    CommandLine importance = new CommandLine(new ImportanceCommand());
    importance.getCommandSpec().usageMessage().footer(DataOptions.help());
    train.addSubcommand("importance", importance);
  }
}
