package io.musicreclass.cli;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.config.Settings;
import io.musicreclass.train.GtzanTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reclass train}: trains heads on data sets. */
@Command(name = "train", description = "Trains heads.", mixinStandardHelpOptions = true)
final class TrainCommand {
  @Command(
      name = "gtzan",
      description = "Trains the bundled head on the published feature table of GTZAN.",
      mixinStandardHelpOptions = true)
  int gtzan(
      @Option(
              names = "--table",
              required = true,
              paramLabel = "FILE",
              description = "features_30_sec.csv as published.")
          Path table,
      @Option(
              names = "--split",
              paramLabel = "DIR",
              description =
                  "Folder with {train,valid,test}_filtered.txt, the fault-filtered split.")
          Path split)
      throws IOException {
    Settings setup = Installation.setup();
    GtzanTrainer.train(
        table, Optional.ofNullable(split), setup.models(), GtzanTrainer.SEED, System.out);
    return 0;
  }
}
