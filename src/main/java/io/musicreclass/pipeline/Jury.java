package io.musicreclass.pipeline;

import io.musicreclass.decode.Decoded;
import io.musicreclass.engine.Engine;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import io.musicreclass.vote.VoteRules;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The stages that are installed, asked one after the other until the vote is clear. A stage whose
 * model cannot be loaded is off from then on, which is a problem, and the vote goes on without it.
 * May be used by many threads.
 */
final class Jury implements AutoCloseable {
  /** What was said of a song before, and a place for what is said now. */
  interface Notes {
    List<StageResult> known();

    void keep(StageResult result);
  }

  private final List<Stage> all;
  private final VoteRules rules;
  private final List<String> problems;
  private volatile Panel panel;

  private Jury(List<Stage> stages, VoteRules rules, List<String> problems) {
    this.all = List.copyOf(stages);
    this.rules = rules;
    this.problems = new CopyOnWriteArrayList<>(problems);
    this.panel = new Panel(all, all.get(0).genres());
  }

  /**
   * Puts the stages of the cast together and loads the first one's model; the others are loaded
   * when a song first needs them.
   *
   * @throws IllegalArgumentException when a setting of the vote is wrong
   * @throws IllegalStateException when no stage is left, with every reason
   */
  static Jury assemble(Setup setup, Engine engine) {
    VoteRules rules = VoteRules.of(setup.vote());
    Duration longest = setup.decode().max();
    Cast cast = setup.cast();
    List<Stage> stages = cast.roles().stream().map(r -> new Stage(r, engine, longest)).toList();
    if (stages.isEmpty()) {
      throw noneLeft(cast.problems());
    }
    Jury jury = new Jury(stages, rules, cast.problems());
    try {
      jury.loadFirst();
      return jury;
    } catch (RuntimeException | Error e) {
      jury.close();
      throw e;
    }
  }

  private static IllegalStateException noneLeft(List<String> problems) {
    List<String> reasons = new ArrayList<>(problems);
    reasons.add("No stage is left: there is no usable model (reclass model list)");
    return new IllegalStateException(String.join("\n", reasons));
  }

  private void loadFirst() {
    while (true) {
      Stage first = panel.stage(1);
      try {
        first.load();
        return;
      } catch (UnloadableException e) {
        turnOff(new Panel.OffException(first, e));
      }
    }
  }

  /** What is wrong with the models, each with its mend. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** The rules they vote by. */
  VoteRules rules() {
    return rules;
  }

  /** The genres they know, as verdicts write them. */
  List<String> genres() {
    return panel.genres().names();
  }

  /** Names of the stages, in order. */
  List<String> stages() {
    return panel.stages().stream().map(Stage::name).toList();
  }

  /**
   * Hears a song. What a stage said of it before, with the model it has now, is not computed again.
   *
   * @param threads how many threads may work on this song
   * @throws IOException when the song cannot be read to its end
   * @throws IllegalStateException when the model of the last stage that is left cannot be loaded
   */
  Verdict hear(Decoded.Audio song, Notes notes, int threads) throws IOException {
    List<StageResult> known = new ArrayList<>(notes.known());
    while (true) {
      Panel now = panel;
      try {
        Replay replay = now.replay(known, rules);
        if (replay instanceof Replay.Decided decided) {
          decided.newResults().forEach(notes::keep);
          return decided.verdict();
        }
        StageResult result = hear(now.stage(((Replay.Owes) replay).position()), song, threads);
        notes.keep(result);
        known.add(result);
      } catch (Panel.OffException e) {
        turnOff(e);
      }
    }
  }

  private static StageResult hear(Stage stage, Decoded.Audio song, int threads)
      throws IOException, Panel.OffException {
    try {
      return stage.hear(song, threads);
    } catch (UnloadableException e) {
      throw new Panel.OffException(stage, e);
    }
  }

  /**
   * Votes again on what is known of a song, by these rules, without its audio.
   *
   * @param known what the stages said of this song before
   * @throws IllegalStateException when the model of the last stage that is left cannot be loaded
   */
  Replay replay(List<StageResult> known, VoteRules by) {
    while (true) {
      try {
        return panel.replay(known, by);
      } catch (Panel.OffException e) {
        turnOff(e);
      }
    }
  }

  private synchronized void turnOff(Panel.OffException off) {
    Panel left = panel.without(off.stage());
    if (left.stages().size() == panel.stages().size()) {
      return; // another thread found it first
    }
    if (left.stages().isEmpty()) {
      List<String> reasons = new ArrayList<>(problems);
      reasons.add(String.valueOf(off.getMessage()));
      throw noneLeft(reasons);
    }
    problems.add(String.valueOf(off.getMessage()));
    panel = left;
  }

  @Override
  public void close() {
    for (int i = all.size() - 1; i >= 0; i--) {
      all.get(i).close();
    }
  }
}
