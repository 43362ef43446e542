package io.musicreclass.classify.selection;

import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stages whose heads get all of their inputs. A head that takes the outputs of several models
 * needs the stages of those with an encoder before its own; the 518 features need no stage. A stage
 * that lacks an input is off, which is a problem.
 */
final class JointHeads {
  private final ModelStore store;
  private final Set<String> problems = new LinkedHashSet<>();
  private final Map<String, String> unused = new HashMap<>();

  JointHeads(ModelStore store) {
    this.store = store;
  }

  /** Those of these stages whose inputs are there, with the models of the inputs. */
  List<StageModel> complete(List<StageModel> stages) {
    List<StageModel> complete = new ArrayList<>();
    for (StageModel stage : stages) {
      Optional<String> lack = lack(stage, complete);
      if (lack.isEmpty()) {
        complete.add(stage.taking(others(stage)));
      } else {
        problems.add("Stage " + stage.stage() + " is off: " + lack.get());
        unused.put(stage.model().card().name(), lack.get());
      }
    }
    return complete;
  }

  /** Whether an input of the stage's head was found missing. */
  boolean lacks(StageModel stage) {
    return unused.containsKey(stage.model().card().name());
  }

  /** What is wrong, each problem with its remedy. */
  Set<String> problems() {
    return problems;
  }

  /** Why models do not vote, by name. */
  Map<String, String> unused() {
    return unused;
  }

  private List<ModelPackage> others(StageModel stage) {
    return stage.inputs().stream()
        .filter(input -> !input.fits(stage.model()))
        .flatMap(input -> store.find(input).stream())
        .toList();
  }

  /** Why an input of the stage's head is missing. */
  private Optional<String> lack(StageModel stage, List<StageModel> before) {
    List<String> missing = store.missingInputs(stage.model());
    if (!missing.isEmpty()) {
      return Optional.of(missing.get(0));
    }
    return stage.inputs().stream()
        .filter(input -> !input.fits(stage.model()))
        .filter(input -> store.find(input).stream().anyMatch(model -> model.encoder().isPresent()))
        .filter(input -> before.stream().noneMatch(earlier -> input.fits(earlier.model())))
        .map(input -> noStage(stage, store.find(input).orElseThrow()))
        .findFirst();
  }

  private static String noStage(StageModel stage, ModelPackage other) {
    String name = other.card().name();
    return "the head of "
        + stage.model().card().name()
        + " also takes what "
        + name
        + " gives, which votes at no earlier stage: "
        + (other.head().isEmpty()
            ? "import a head for it, too"
            : "list both in reclass.stages, " + name + " first")
        + ", or import another head for "
        + stage.model().card().name();
  }
}
