package io.musicreclass.cli.model;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.train.mine.MineTraining;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reclass model rollback NAME}. */
@Command(
    name = "rollback",
    description = {
      "Restores a model's previous head, from before the last training or import.",
      "One step only: the head that it replaces is removed. A model that train mine made, and that"
          + " had no head before, is removed."
    },
    mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The model.")
  private String name;

  @Override
  public Integer call() throws IOException {
    ModelPackage model =
        Installation.setup()
            .store()
            .find(name)
            .orElseThrow(() -> new UsageError(name + ": no such model (see reclass model list)"));
    System.out.println(name + ": " + takenBack(model));
    System.out.println("Apply it: reclass reload if the daemon is running, then reclass revote");
    return 0;
  }

  private static String takenBack(ModelPackage model) throws IOException {
    if (MineTraining.hasMade(model) && !ModelStore.hasFormerHead(model)) {
      ModelStore.remove(model);
      return "removed; train mine had made it, and it had no former head";
    }
    Card former = ModelStore.rollback(model).card();
    return former.head() == null
        ? "without a head again, so it does not vote"
        : "has its head of %s again: %s"
            .formatted(former.at(), String.join(", ", former.head().genres()));
  }
}
