package io.musicreclass.cli.model;

import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.Import;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reports how an imported model takes part in the vote. */
final class ImportReport {
  private final Import.Result imported;
  private final ModelSelection selection;

  ImportReport(Import.Result imported, Settings setup) {
    this.imported = imported;
    this.selection = ModelSelection.of(setup);
  }

  /** Prints it; a warning goes to standard error. */
  void print() {
    ModelPackage model = imported.model();
    Card card = model.card();
    Optional<StageModel> stageModel =
        selection.stages().stream()
            .filter(r -> r.model().card().name().equals(card.name()))
            .findFirst();
    if (stageModel.isPresent()) {
      System.out.println(
          "  votes     as stage " + stageModel.get().stage() + " (" + stageModel.get().why() + ")");
    } else if (model.head().isEmpty()) {
      System.out.println(
          "  votes     no: it has no head yet; run reclass model import head FILE --for "
              + card.name());
    } else {
      System.out.println("  votes     no: " + selection.unused().get(card.name()));
    }
    stageModel.ifPresent(stage -> others(stage.model()));
    System.out.println("A running daemon uses it after reclass reload or a restart.");
    imported.doubt().ifPresent(this::warn);
  }

  /** Prints which models vote beside it, and why the default networks do not. */
  private void others(ModelPackage voting) {
    String beside =
        selection.stages().stream()
            .map(StageModel::model)
            .filter(model -> model != voting)
            .map(model -> model.card().name())
            .collect(Collectors.joining(", "));
    if (!beside.isEmpty()) {
      System.out.println("  together  with " + beside);
    }
    if (!selection.defaultPair()) {
      selection.unused().entrySet().stream()
          .filter(unused -> unused.getValue().contains("reclass.stages="))
          .map(unused -> "  stopped   " + unused.getKey() + ": " + unused.getValue())
          .sorted()
          .forEach(System.out::println);
    }
  }

  private void warn(String doubt) {
    System.err.println("reclass: warning: " + doubt + ".");
    String others =
        selection.stages().stream()
            .filter(r -> r.model().card().kind() != imported.model().card().kind())
            .map(r -> r.stage() + ":" + r.model().card().name())
            .collect(Collectors.joining(","));
    System.err.println(
        "To stop using it, "
            + (others.isEmpty()
                ? "run reclass model remove " + imported.model().card().name()
                : "set reclass.stages=" + others));
  }
}
