package io.musicreclass.cli.evaluate;

import io.musicreclass.evaluate.VoteEvaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code reclass evaluate}: measures accuracy on songs of known genre. */
@Command(
    name = "evaluate",
    description = {
      "Classifies songs of known genre and reports the accuracy.",
      "Uses the current settings and models; needs no daemon and no database."
    },
    mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SONGS", description = LabelledSong.DESCRIPTION)
  private Path source;

  @Mixin private ReportFiles files;

  @Override
  public Integer call() throws IOException {
    files.check();
    SongSet songs = SongSet.of(source);
    if (songs.hasParts()) {
      songs = songs.withoutPart(VoteEvaluation.Part.TRAIN, VoteEvaluation.Part.VALIDATION);
    }
    AnalysedSongs analysed = AnalysedSongs.of(songs);
    files.write(analysed.evaluation().measure());
    return analysed.failed() == 0 ? 0 : 1;
  }
}
