package io.musicreclass.cli.model;

import io.musicreclass.classify.PackageCheck;
import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.config.Settings;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reclass model}: manages model packages. */
@Command(
    name = "model",
    description = "Lists, imports, downloads, checks, compiles and removes models.",
    mixinStandardHelpOptions = true,
    subcommands = {
      FetchCommand.class,
      ImportCommand.class,
      BuildCommand.class,
      RemoveCommand.class,
      RollbackCommand.class
    })
public final class ModelCommand {
  @Command(
      name = "list",
      description = "Lists the models, and which stage uses which and why.",
      mixinStandardHelpOptions = true)
  int list() {
    Settings setup = Installation.setup();
    ModelStore store = setup.store();
    ModelSelection selection = ModelSelection.of(setup);
    for (ModelPackage model : store.list()) {
      described(model, selection).lines().forEach(System.out::println);
    }
    System.out.println("voting: " + Voters.line(selection));
    for (String stage : selection.unassigned()) {
      System.out.println("stage " + stage + ": no model; to add one: " + ways(stage));
    }
    selection.problems().forEach(problem -> System.err.println("reclass: " + problem));
    return selection.problems().isEmpty() ? 0 : 1;
  }

  private static String ways(String stage) {
    return switch (stage) {
      case "mert" -> "reclass model fetch mert-95m, or reclass model import mert DIR_OR_FILE";
      case "jmla" -> "reclass model fetch openjmla, or reclass model import jmla FILE";
      default -> "reclass model import head FILE, or reclass train gtzan";
    };
  }

  private static String described(ModelPackage model, ModelSelection selection) {
    Card card = model.card();
    List<String> lines = new ArrayList<>();
    Optional<StageModel> stageModel =
        selection.stages().stream()
            .filter(r -> r.model().card().name().equals(card.name()))
            .findFirst();
    lines.add(
        card.name()
            + ": "
            + stageModel
                .map(r -> "stage " + r.stage() + " (" + r.why() + ")")
                .orElseGet(() -> "not used: " + selection.unused().get(card.name())));
    lines.add("kind      " + card.kind() + ", analyses " + card.excerpt());
    lines.add("licence   " + card.licence());
    Card.Head head = card.head();
    if (head != null) {
      lines.add("genres    " + String.join(", ", head.genres()));
      if (!head.inputs().isEmpty()) {
        lines.add(
            "takes     "
                + head.inputs().stream()
                    .map(HeadInput::toString)
                    .collect(Collectors.joining(", ")));
      }
      for (Card.Accuracy accuracy : head.accuracy()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "accuracy  %.1f %% (%.1f to %.1f) %s",
                100 * accuracy.value(),
                100 * accuracy.low(),
                100 * accuracy.high(),
                accuracy.protocol()));
      }
    }
    lines.add("folder    " + model.folder());
    return String.join(System.lineSeparator() + "  ", lines);
  }

  @Command(
      name = "verify",
      description = "Checks file hashes and runs each model's golden vectors.",
      mixinStandardHelpOptions = true)
  int verify(
      @Parameters(arity = "0..*", paramLabel = "NAME", description = "Models; default: all.")
          List<String> names) {
    Settings setup = Installation.setup();
    ModelStore store = setup.store();
    List<String> problems = new ArrayList<>();
    List<String> wanted =
        names == null ? store.list().stream().map(m -> m.card().name()).toList() : names;
    try (Engine engine = Engines.cpu(setup.engine())) {
      for (String name : wanted) {
        Optional<ModelPackage> model = store.find(name);
        List<String> wrong =
            model
                .map(m -> PackageCheck.wrong(m, store, engine))
                .orElse(List.of(name + ": no such model (see reclass model list)"));
        if (wrong.isEmpty()) {
          System.out.println(name + ": ok");
        }
        problems.addAll(wrong);
      }
    }
    if (names == null) {
      problems.addAll(store.broken());
    }
    problems.forEach(problem -> System.err.println("reclass: " + problem));
    return problems.isEmpty() ? 0 : 1;
  }
}
