package io.musicreclass.classify;

import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoded;
import io.musicreclass.engine.Engine;
import io.musicreclass.track.StageResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The stages that are not turned off. A stage whose model cannot be loaded is turned off and is a
 * problem from then on. May be used by many threads.
 */
final class ActiveStages implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ActiveStages.class);

  private final ModelMemory modelMemory;
  private final List<Stage> all;
  private final ModelSelection selection;
  private final List<String> problems;
  private final StageFailures failures = new StageFailures();
  private volatile StageList list;

  private ActiveStages(ModelMemory modelMemory, List<Stage> stages, ModelSelection selection) {
    this.modelMemory = modelMemory;
    this.all = List.copyOf(stages);
    this.selection = selection;
    this.problems = new CopyOnWriteArrayList<>(selection.problems());
    this.list = new StageList(all, selection.genres().orElseThrow());
  }

  /**
   * Creates the stages of the selected models and loads the first one.
   *
   * @param timeLimits creates the time limit of each stage
   * @throws IllegalStateException if no stage is left, with every reason
   */
  static ActiveStages load(Settings setup, Engine engine, Supplier<StageTimeLimit> timeLimits) {
    ActiveStages active = of(setup, engine, timeLimits);
    try {
      active.loadFirst();
      return active;
    } catch (RuntimeException | Error e) {
      active.close();
      throw e;
    }
  }

  /** The same without loading one. */
  static ActiveStages of(Settings setup, Engine engine, Supplier<StageTimeLimit> timeLimits) {
    Duration longest = setup.decode().max();
    ModelSelection selection = ModelSelection.of(setup);
    ModelMemory modelMemory = new ModelMemory(engine, setup.engine().resident());
    List<Stage> stages =
        selection.stages().stream()
            .map(model -> new Stage(model, modelMemory, longest, timeLimits.get()))
            .toList();
    if (stages.isEmpty()) {
      throw noneLeft(selection.problems());
    }
    return new ActiveStages(modelMemory, stages, selection);
  }

  private static IllegalStateException noneLeft(List<String> problems) {
    List<String> reasons = new ArrayList<>(problems);
    reasons.add("No stage is left: there is no usable model (reclass model list)");
    return new IllegalStateException(String.join("; ", reasons));
  }

  private void loadFirst() {
    while (true) {
      Stage first = list.stage(1);
      try {
        first.load();
        return;
      } catch (ModelLoadException e) {
        turnOff(new StageList.StageOffException(first, e));
      } catch (IllegalStateException | OutOfMemoryError e) {
        LOG.errorf(
            "Could not load a stage, trying again at the first song: stage=%s reason=%s",
            first.name(), e);
        return;
      }
    }
  }

  /** Who was to vote at the start, before a stage was turned off. */
  ModelSelection selection() {
    return selection;
  }

  /** The stages that take part in a vote now. */
  StageList list() {
    return list;
  }

  ModelMemory modelMemory() {
    return modelMemory;
  }

  /** What is wrong with the models and the stages, each problem with its remedy. */
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    all.addAll(failures.problems());
    return all;
  }

  /** See {@link StageRunner#inTurn}. */
  Predicate<Stage> inTurn(String waitedFor) {
    String turn = waitedFor.isEmpty() ? list.stage(1).name() : waitedFor;
    return modelMemory.isForOne()
        ? stage -> !stage.isExpensive() || stage.name().equals(turn)
        : StageRunner::anyStage;
  }

  /** See {@link StageRunner#turnOf}. */
  String turnOf(String stage) {
    boolean first = stage.equals(list.stage(1).name());
    return modelMemory.isForOne() && !first ? stage : "";
  }

  /** Whether a song hangs in a stage. */
  boolean hang() {
    return all.stream().anyMatch(Stage::hangs);
  }

  /**
   * Runs a stage.
   *
   * @param stored results of the other stages so far
   * @throws IOException if the song cannot be read to its end
   */
  StageResult run(Stage stage, Decoded.Audio song, List<StageResult> stored, int threads)
      throws IOException, StageList.StageOffException {
    StageResult result;
    try {
      result = stage.classify(song, stored, threads);
    } catch (ModelLoadException e) {
      throw new StageList.StageOffException(stage, e);
    }
    failures.note(result);
    return result;
  }

  /**
   * Turns a stage off, and with it those whose heads need what its encoder gives.
   *
   * @throws IllegalStateException if it is the last one
   */
  synchronized void turnOff(StageList.StageOffException off) {
    StageList left = list.without(off.stage());
    if (left.stages().size() == list.stages().size()) {
      return; // already turned off by another thread
    }
    if (left.stages().isEmpty()) {
      List<String> reasons = new ArrayList<>(problems);
      reasons.add(String.valueOf(off.getMessage()));
      throw noneLeft(reasons);
    }
    problems.add(String.valueOf(off.getMessage()));
    list = left;
    left.stages().stream()
        .filter(stage -> stage.needs(off.stage()))
        .forEach(stage -> turnOff(StageList.StageOffException.without(stage, off.stage())));
  }

  @Override
  public void close() {
    modelMemory.close();
    for (int i = all.size() - 1; i >= 0; i--) {
      all.get(i).close();
    }
  }
}
