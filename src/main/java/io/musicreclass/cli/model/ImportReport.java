package io.musicreclass.cli.model;

import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.Import;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reports how imported models take part in the vote, and which others stop because of them. */
final class ImportReport {
  private final Settings setup;
  private ModelSelection selection;

  /** To be created before the import. */
  ImportReport(Settings setup) {
    this.setup = setup;
    this.selection = ModelSelection.of(setup);
  }

  /** Prints it; a warning goes to standard error. */
  void print(Import.Result imported) {
    ModelSelection before = selection;
    selection = ModelSelection.of(setup);
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
    System.out.println("  voting    " + Voters.line(selection));
    stopped(before);
    System.out.println("A running daemon uses it after reclass reload or a restart.");
    imported.doubt().ifPresent(doubt -> warn(imported, doubt));
  }

  /** Prints which models voted before and do not any more, and how to keep them. */
  private void stopped(ModelSelection before) {
    before.stages().stream()
        .map(stage -> stage.model().card().name())
        .filter(selection.unused()::containsKey)
        .forEach(
            name ->
                System.out.println("  stopped   " + name + ": " + selection.unused().get(name)));
  }

  private void warn(Import.Result imported, String doubt) {
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
