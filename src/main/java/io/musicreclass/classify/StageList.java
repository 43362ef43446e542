package io.musicreclass.classify;

import io.musicreclass.track.GenreSet;
import io.musicreclass.track.StageResult;
import io.musicreclass.vote.VoteRules;
import io.musicreclass.vote.VoteStep;
import io.musicreclass.vote.Voting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stages that take part in a vote, in order; when one falls out there is a new panel.
 *
 * @param genres the spelling of the verdicts
 */
record StageList(List<Stage> stages, GenreSet genres) {
  StageList {
    stages = List.copyOf(stages);
  }

  /** A stage of this panel cannot be loaded. */
  static final class OffException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Stage stage;

    OffException(Stage stage, ModelLoadException cause) {
      super("Stage " + stage.name() + " is off: " + cause.getMessage(), cause);
      this.stage = stage;
    }

    Stage stage() {
      return stage;
    }
  }

  /** The stage at a position from 1. */
  Stage stage(int position) {
    return stages.get(position - 1);
  }

  StageList without(Stage stage) {
    return new StageList(stages.stream().filter(s -> s != stage).toList(), genres);
  }

  Voting voting(VoteRules rules) {
    return new Voting(rules, genres, stages.stream().map(Stage::genreMap).toList());
  }

  /** Votes on what is known of a song, without its audio. */
  StoredVote replay(List<StageResult> known, VoteRules rules) throws OffException {
    Voting voting = voting(rules);
    List<StageResult> said = new ArrayList<>();
    List<StageResult> fresh = new ArrayList<>();
    VoteStep step = new VoteStep.Hear(1);
    while (step instanceof VoteStep.Hear next) {
      Optional<StageResult> recalled = recall(stage(next.position()), known);
      if (recalled.isEmpty()) {
        return new StoredVote.Owes(next.position());
      }
      if (!known.contains(recalled.get())) {
        fresh.add(recalled.get());
      }
      said.add(recalled.get());
      step = voting.next(said);
    }
    return new StoredVote.Decided(((VoteStep.Done) step).verdict(), fresh);
  }

  private static Optional<StageResult> recall(Stage stage, List<StageResult> known)
      throws OffException {
    try {
      return stage.recall(known);
    } catch (ModelLoadException e) {
      throw new OffException(stage, e);
    }
  }
}
