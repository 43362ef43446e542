package io.musicreclass.cli.train;

import picocli.CommandLine;

/** Adds the commands of this package to {@code reclass train}. */
public final class HeadCommands {
  private HeadCommands() {}

  /** Adds {@code head}, {@code mine} and {@code musicnn-gtzan}. */
  public static void addTo(CommandLine.Model.CommandSpec train) {
    CommandLine head = new CommandLine(new HeadCommand());
    head.getCommandSpec().usageMessage().footer(DataOptions.help());
    train.addSubcommand("head", head);
    train.addSubcommand("mine", new CommandLine(new MineCommand()));
    train.addSubcommand("musicnn-gtzan", new CommandLine(new MusicnnGtzanCommand()));
  }
}
