package io.musicreclass.cluster;

import io.musicreclass.classify.selection.StageModel;
import java.util.Optional;
import java.util.function.Predicate;

/** Where an owner takes songs for its workers from. */
public interface WaitingSongs {
  /**
   * Claims the next song.
   *
   * @param wanted whether a worker is free that can run a stage
   * @return empty if none waits for such a stage, or none is to be analysed now
   */
  Optional<WaitingSong> next(Predicate<StageModel> wanted);
}
