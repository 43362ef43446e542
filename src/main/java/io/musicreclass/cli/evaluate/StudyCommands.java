package io.musicreclass.cli.evaluate;

import io.musicreclass.cli.train.DataOptions;
import picocli.CommandLine;

/** Adds the studies of heads to {@code reclass train}. */
public final class StudyCommands {
  private StudyCommands() {}

  /** Adds {@code importance}, {@code compare} and {@code table}. */
  public static void addTo(CommandLine.Model.CommandSpec train) {
    add(train, "importance", new ImportanceCommand());
    add(train, "compare", new CompareCommand());
    add(train, "table", new ReferenceCommand());
  }

  private static void add(CommandLine.Model.CommandSpec train, String name, Object command) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().usageMessage().footer(DataOptions.help());
    train.addSubcommand(name, line);
  }
}
