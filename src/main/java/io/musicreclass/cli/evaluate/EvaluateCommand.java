package io.musicreclass.cli.evaluate;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.evaluate.VoteEvaluation;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code reclass evaluate}: measures accuracy on songs of known genre. */
@Command(
    name = "evaluate",
    description = {
      "Classifies songs of known genre and reports the accuracy.",
      "Uses the current settings and models; needs no daemon and no database."
    },
    mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
  @Mixin private SongOptions source;

  @Mixin private ReportFiles files;

  @Override
  public Integer call() throws ConvertException, IOException {
    files.check();
    SongSet songs = source.songs();
    if (songs.hasParts()) {
      songs = songs.withoutPart(VoteEvaluation.Part.TRAIN, VoteEvaluation.Part.VALIDATION);
    }
    AnalysedSongs analysed = AnalysedSongs.of(songs);
    files.write(analysed.evaluation().measure());
    return analysed.failed() == 0 ? 0 : 1;
  }
}
