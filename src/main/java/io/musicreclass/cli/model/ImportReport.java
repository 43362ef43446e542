package io.musicreclass.cli.model;

import io.musicreclass.classify.ModelSelection;
import io.musicreclass.classify.StageModel;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.Import;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reports how an imported model takes part in the vote. */
final class ImportReport {
  private final Import.Result imported;
  private final List<StageModel> stages;

  ImportReport(Import.Result imported, Settings setup) {
    this.imported = imported;
    this.stages = ModelSelection.of(setup).stages();
  }

  /** Prints it; a warning goes to standard error. */
  void print() {
    ModelPackage model = imported.model();
    Card card = model.card();
    Optional<StageModel> stageModel =
        stages.stream().filter(r -> r.model().card().name().equals(card.name())).findFirst();
    if (stageModel.isPresent()) {
      System.out.println(
          "  votes     as stage " + stageModel.get().stage() + " (" + stageModel.get().why() + ")");
    } else if (model.head().isEmpty()) {
      System.out.println(
          "  votes     no: it has no head yet; run reclass model import head FILE --for "
              + card.name());
    } else {
      System.out.println("  votes     no; for the reason, run reclass model list");
    }
    System.out.println("A running daemon uses it after reclass reload or a restart.");
    imported.doubt().ifPresent(this::warn);
  }

  private void warn(String doubt) {
    System.err.println("reclass: warning: " + doubt + ".");
    String others =
        stages.stream()
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
