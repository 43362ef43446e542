package io.musicreclass.cluster;

import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A song of the library that waits for stages and that its owner has claimed. Exactly one of {@link
 * #analysed} and {@link #givenBack} is called, once, on a thread that may write to the database.
 */
public interface WaitingSong {
  /** The library's folder that contains it, as the settings name it. */
  Path folder();

  SongFile file();

  /** Which song it is, if it has been identified. */
  Optional<TrackId> id();

  /** The stages to run, in order; at least one. */
  List<StageModel> stages();

  /**
   * A worker has analysed it.
   *
   * @param results of the first stage at least, in the order of the stages
   */
  void analysed(SongFacts song, List<StageResult> results);

  /**
   * No worker has analysed it.
   *
   * @param failed whether a worker tried and failed, so that the owner should analyse it itself;
   *     otherwise another worker may
   */
  void givenBack(boolean failed);
}
