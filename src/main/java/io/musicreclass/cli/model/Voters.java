package io.musicreclass.cli.model;

import io.musicreclass.classify.selection.ModelSelection;
import java.util.stream.Collectors;

/** Who votes, in one line. */
final class Voters {
  private Voters() {}

  /** The stages and their models, in stage order, as {@code reclass.stages} would name them. */
  static String line(ModelSelection selection) {
    return selection.stages().isEmpty()
        ? "no model"
        : selection.stages().stream()
            .map(stage -> stage.stage() + ":" + stage.model().card().name())
            .collect(Collectors.joining(", "));
  }
}
