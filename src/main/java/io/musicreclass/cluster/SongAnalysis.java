package io.musicreclass.cluster;

import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.track.StageResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How a worker analyses a song. Thread-safe. */
interface SongAnalysis {
  /** The stages that can be run now. */
  List<StageModel> stages();

  /**
   * Runs stages on a song.
   *
   * @param file an open file, by a name that leads to nothing else
   * @throws IOException if the song cannot be read, or is none; says why
   */
  Analysed analyse(Path file, List<StageModel> stages) throws IOException;

  /**
   * A song that was analysed.
   *
   * @param results of the stages, failures included
   */
  record Analysed(SongFacts song, List<StageResult> results) {
    public Analysed {
      results = List.copyOf(results);
    }
  }
}
