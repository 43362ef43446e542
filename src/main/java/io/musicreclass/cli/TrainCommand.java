package io.musicreclass.cli;

import io.musicreclass.cli.evaluate.StudyCommands;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.train.HeadCommands;
import io.musicreclass.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code reclass train}: heads from data sets, one subcommand for each registered training. */
@Command(
    name = "train",
    description = "Trains heads and genre CNNs.",
    mixinStandardHelpOptions = true)
final class TrainCommand {
  @Spec
  void addSubcommands(CommandSpec train) {
    Training.ALL.forEach(training -> train.addSubcommand(training.name(), command(training)));
    HeadCommands.addTo(train);
    StudyCommands.addTo(train);
  }

  private static CommandSpec command(Training training) {
    OptionSpec table =
        OptionSpec.builder("--table")
            .type(Path.class)
            .required(true)
            .paramLabel("FILE")
            .description(training.tableDescription())
            .build();
    OptionSpec split =
        OptionSpec.builder("--split")
            .type(Path.class)
            .paramLabel("DIR")
            .description(training.splitDescription())
            .build();
    Callable<Integer> run = () -> run(training, table.getValue(), split.getValue());
    CommandSpec command = CommandSpec.wrapWithoutInspection(run);
    command.name(training.name()).mixinStandardHelpOptions(true).addOption(table).addOption(split);
    command.usageMessage().description(training.description());
    return command;
  }

  private static int run(Training training, Path table, @Nullable Path split) throws IOException {
    training.run(
        table,
        Optional.ofNullable(split),
        Installation.setup().models(),
        Training.SEED,
        System.out);
    return 0;
  }
}
