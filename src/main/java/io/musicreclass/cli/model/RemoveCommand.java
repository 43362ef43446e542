package io.musicreclass.cli.model;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reclass model remove NAME}. */
@Command(
    name = "remove",
    description = "Removes a model and the engines built for it.",
    mixinStandardHelpOptions = true)
final class RemoveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The model.")
  private String name;

  @Override
  public Integer call() throws IOException {
    Settings setup = Installation.setup();
    ModelPackage model =
        setup
            .store()
            .find(name)
            .orElseThrow(
                () -> new UsageError(name + ": there is no such model (reclass model list)"));
    ModelStore.remove(model);
    System.out.println(name + ": removed " + model.folder());
    System.out.println(
        "A running daemon does without it from its next start or reclass reload on.");
    return 0;
  }
}
