package io.musicreclass.cli.model;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reclass model rollback NAME}. */
@Command(
    name = "rollback",
    description = {
      "Restores a model's previous head, from before the last training or import.",
      "One step only: the head that it replaces is removed."
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
    ModelPackage former = ModelStore.rollback(model);
    Card.Head head = former.card().head();
    System.out.println(
        head == null
            ? name + ": without a head again, so it does not vote"
            : name
                + ": has its head of "
                + former.card().at()
                + " again: "
                + String.join(", ", head.genres()));
    System.out.println("Apply it: reclass reload if the daemon is running, then reclass revote");
    return 0;
  }
}
