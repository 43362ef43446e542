package io.musicreclass.cluster;

import io.musicreclass.classify.StageAnalysis;
import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.track.StageResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Decodes songs and runs this machine's models on them, a thread for each song. */
public final class DecodedSongAnalysis implements SongAnalysis {
  private final StageAnalysis stages;

  public DecodedSongAnalysis(StageAnalysis stages) {
    this.stages = stages;
  }

  @Override
  public List<StageModel> stages() {
    return stages.stages();
  }

  @Override
  public Analysed analyse(Path file, List<StageModel> wanted) throws IOException {
    long start = System.nanoTime();
    Decoded decoded = Decoder.open(file);
    if (!(decoded instanceof Decoded.Audio song)) {
      throw new IOException(
          decoded instanceof Decoded.Unreadable unreadable ? unreadable.message() : "it is silent");
    }
    long openMs = millis(start);
    List<StageResult> results = stages.analyse(song, wanted, 1);
    return new Analysed(SongFacts.of(song, openMs, millis(start)), results);
  }

  private static long millis(long since) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
  }
}
