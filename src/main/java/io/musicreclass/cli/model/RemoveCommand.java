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
    description = "Removes a model and its compiled engines.",
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
            .orElseThrow(() -> new UsageError(name + ": no such model (see reclass model list)"));
    ModelStore.remove(model);
    System.out.println(name + ": removed " + model.folder());
    ModelStore left = setup.store();
    left.list().forEach(other -> left.missingInputs(other).forEach(System.out::println));
    System.out.println("A running daemon stops using it after reclass reload or a restart.");
    return 0;
  }
}
