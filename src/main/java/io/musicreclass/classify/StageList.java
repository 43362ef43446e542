package io.musicreclass.classify;

import io.musicreclass.decode.Decoded;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import io.musicreclass.vote.VoteRules;
import io.musicreclass.vote.Voting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The stages that take part in a vote, in order. Turning one off gives a new list.
 *
 * @param genres as verdicts write them
 */
record StageList(List<Stage> stages, GenreSet genres) {
  StageList {
    stages = List.copyOf(stages);
  }

  /** The model of a stage cannot be loaded, so the stage is to be turned off. */
  static final class StageOffException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Stage stage;

    StageOffException(Stage stage, ModelLoadException cause) {
      super("Stage " + stage.name() + " is off: " + cause.getMessage(), cause);
      this.stage = stage;
    }

    private StageOffException(Stage stage, String reason) {
      super("Stage " + stage.name() + " is off: " + reason);
      this.stage = stage;
    }

    /** A stage whose head needs what another gives that is off. */
    static StageOffException without(Stage stage, Stage other) {
      return new StageOffException(
          stage, "its head also takes what stage " + other.name() + " gives, which is off");
    }

    Stage stage() {
      return stage;
    }
  }

  /**
   * A stage.
   *
   * @param position from 1
   */
  Stage stage(int position) {
    return stages.get(position - 1);
  }

  /** Tells those of the stages after one that they will take this song, too. */
  void expectAfter(Stage stage, Decoded.Audio song, Predicate<Stage> those) {
    stages.subList(stages.indexOf(stage) + 1, stages.size()).stream()
        .filter(those)
        .forEach(next -> next.expect(song));
  }

  StageList without(Stage stage) {
    return new StageList(stages.stream().filter(s -> s != stage).toList(), genres);
  }

  Voting voting(VoteRules rules) {
    return new Voting(rules, genres, stages.stream().map(Stage::voting).toList());
  }

  /**
   * Votes on a track's results so far, without its audio.
   *
   * @return {@code Decided} or {@code NeedsStage}
   * @throws StageOffException if a stored embedding needs a head that cannot be loaded
   */
  Classification replay(List<StageResult> results, VoteRules rules) throws StageOffException {
    Voting voting = voting(rules);
    List<StageResult> valid = new ArrayList<>();
    List<StageResult> computed = new ArrayList<>();
    Optional<Verdict> verdict = Optional.empty();
    while (verdict.isEmpty()) {
      int position = valid.size() + 1;
      Stage stage = stage(position);
      Optional<StageResult> result = recall(stage, results);
      if (result.isEmpty()) {
        return new Classification.NeedsStage(position, stage.name());
      }
      if (!results.contains(result.get())) {
        computed.add(result.get());
      }
      valid.add(result.get());
      verdict = voting.verdict(valid);
    }
    return new Classification.Decided(verdict.get(), computed, List.of(), OptionalInt.empty());
  }

  private static Optional<StageResult> recall(Stage stage, List<StageResult> results)
      throws StageOffException {
    try {
      return stage.recall(results);
    } catch (ModelLoadException e) {
      throw new StageOffException(stage, e);
    }
  }
}
