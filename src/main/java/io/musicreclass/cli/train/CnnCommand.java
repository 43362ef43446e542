package io.musicreclass.cli.train;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.train.cnn.NetworkTrainer;
import io.musicreclass.train.method.TrainingModule;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reclass train cnn}: a genre CNN on mel spectrograms. */
@Command(
    name = "cnn",
    description = {
      "Trains a genre CNN on the mel spectrograms of a data set, and makes it a model.",
      "enhanced: 17.5 million weights, all of them trained; needs the module reclass-train with PyTorch. If interrupted, it continues after the last complete epoch.",
      "v2: the encoder keeps its random weights, as its script never trained it; only the classifier is trained."
    },
    mixinStandardHelpOptions = true)
final class CnnCommand implements Callable<Integer> {
  private static final String V2 = "v2";
  private static final String ENHANCED = "enhanced";

  @Mixin private DataOptions data;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      defaultValue = ENHANCED,
      description = "enhanced or v2; default: ${DEFAULT-VALUE}.")
  private String network;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the model; default: genre-cnn-enhanced or genre-cnn-v2.")
  private @Nullable String name;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "60",
      description = "The most epochs of enhanced; default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Seed of the random weights and the order of the songs; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws ConvertException, IOException {
    if (!data.isGiven()) {
      throw new UsageError("Name a data set with --data NAME");
    }
    if (epochs < 1) {
      throw new UsageError("--epochs " + epochs + ": at least 1 is needed");
    }
    Optional<NetworkTrainer> trainer = Optional.empty();
    if (!network.equals(V2)) {
      trainer = Optional.of(trainer());
    }
    CnnModel model =
        new CnnModel(
            Installation.setup(),
            data,
            Optional.ofNullable(name).orElse("genre-cnn-" + network),
            seed,
            System.out);
    if (trainer.isPresent()) {
      model.train(trainer.get(), epochs);
    } else {
      model.trainV2();
    }
    return 0;
  }

  private NetworkTrainer trainer() {
    return TrainingModule.find(NetworkTrainer.class).stream()
        .filter(trainer -> trainer.network().equals(network))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageError(
                    network.equals(ENHANCED)
                        ? "--network enhanced needs the module reclass-train with PyTorch (110 MB): run ./reclass-train/build -Ppytorch"
                        : "--network " + network + " is neither enhanced nor v2"));
  }
}
