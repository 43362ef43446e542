package io.musicreclass.classify;

import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoded;
import io.musicreclass.engine.Engine;
import io.musicreclass.track.StageResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs given stages on songs, without a vote: for another machine that votes. Thread-safe. */
public final class StageAnalysis implements AutoCloseable {
  private final ActiveStages active;

  private StageAnalysis(ActiveStages active) {
    this.active = active;
  }

  /**
   * Creates the stages of the selected models and loads the first one.
   *
   * @throws IllegalStateException if no stage is left, with every reason
   */
  public static StageAnalysis load(Settings setup, Engine engine) {
    return new StageAnalysis(ActiveStages.load(setup, engine, StageTimeLimit::new));
  }

  /** What is wrong with the models and the stages, each problem with its remedy. */
  public List<String> problems() {
    return active.problems();
  }

  /** The stages that can be run now, in order. */
  public List<StageModel> stages() {
    List<String> running = active.list().stages().stream().map(Stage::name).toList();
    ModelSelection selection = active.selection();
    return selection.stages().stream().filter(stage -> running.contains(stage.stage())).toList();
  }

  /**
   * Runs stages on a song.
   *
   * @param wanted some of {@link #stages}, in their order
   * @return a result of each that is not turned off; a stage that fails ends them
   * @throws IOException if the song cannot be read to its end
   */
  public List<StageResult> analyse(Decoded.Audio song, List<StageModel> wanted, int threads)
      throws IOException {
    List<StageResult> results = new ArrayList<>();
    StageList list = active.list();
    List<Stage> stages =
        list.stages().stream()
            .filter(stage -> wanted.stream().anyMatch(model -> model.stage().equals(stage.name())))
            .toList();
    for (Stage stage : stages) {
      try {
        list.expectAfter(stage, song, stages::contains);
        StageResult result = active.run(stage, song, results, threads);
        results.add(result);
        if (result instanceof StageResult.Failed) {
          return results;
        }
      } catch (StageList.StageOffException e) {
        active.turnOff(e);
      }
    }
    return results;
  }

  @Override
  public void close() {
    active.close();
  }
}
