package io.musicreclass.pipeline;

import io.musicreclass.decode.Decoded;
import io.musicreclass.engine.Engine;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import io.musicreclass.vote.Step;
import io.musicreclass.vote.VoteRules;
import io.musicreclass.vote.Voting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The stages that are installed, asked one after the other until the vote is clear. */
final class Jury implements AutoCloseable {
  /** What was said of a song before, and a place for what is said now. */
  interface Notes {
    List<StageResult> known();

    void keep(StageResult result);
  }

  private final List<Stage> stages;
  private final Voting voting;
  private final List<String> problems;

  private Jury(List<Stage> stages, Voting voting, List<String> problems) {
    this.stages = stages;
    this.voting = voting;
    this.problems = List.copyOf(problems);
  }

  /**
   * Loads the models of the cast. One that cannot be loaded is a problem and left out.
   *
   * @throws IllegalArgumentException when a setting of the vote is wrong
   * @throws IllegalStateException when no stage is left, with every reason
   */
  static Jury assemble(Setup setup, Engine engine) {
    VoteRules rules = VoteRules.of(setup.vote());
    Duration longest = setup.decode().max();
    Cast cast = setup.cast();
    List<String> problems = new ArrayList<>(cast.problems());
    List<Stage> stages = new ArrayList<>();
    for (Role role : cast.roles()) {
      try {
        stages.add(Stage.load(role, engine, longest));
      } catch (IOException e) {
        problems.add("Stage " + role.stage() + " is off: " + e.getMessage());
      }
    }
    if (stages.isEmpty()) {
      problems.add("No stage is left: there is no usable model (reclass model list)");
      throw new IllegalStateException(String.join("\n", problems));
    }
    return new Jury(stages, new Voting(rules, stages.get(0).genres(), stages.size()), problems);
  }

  /** What is wrong with the models, each with its mend. */
  List<String> problems() {
    return problems;
  }

  /** Names of the stages, in order. */
  List<String> stages() {
    return stages.stream().map(Stage::name).toList();
  }

  /**
   * Hears a song. What a stage said of it before, with the model it has now, is not computed again.
   *
   * @param threads how many threads may work on this song
   * @throws IOException when the song cannot be read to its end
   */
  Verdict hear(Decoded.Audio song, Notes notes, int threads) throws IOException {
    List<StageResult> known = notes.known();
    List<StageResult> heard = new ArrayList<>();
    Step step = new Step.Hear(1);
    while (step instanceof Step.Hear next) {
      StageResult result = stages.get(next.position() - 1).hear(song, known, threads);
      if (!known.contains(result)) {
        notes.keep(result);
      }
      heard.add(result);
      step = voting.next(heard);
    }
    return ((Step.Done) step).verdict();
  }

  @Override
  public void close() {
    for (int i = stages.size() - 1; i >= 0; i--) {
      stages.get(i).close();
    }
  }
}
