package io.musicreclass.cli.evaluate;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.evaluate.VoteEvaluation;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reclass tune}: fits the rules of the vote to songs of known genre. */
@Command(
    name = "tune",
    description = {
      "Fits weights, temperatures and thresholds of the vote to songs of known genre.",
      "Half of them, or those of the part validation, are fitted to; the others are only measured.",
      "Changes nothing: it prints the lines for the settings."
    },
    mixinStandardHelpOptions = true)
public final class TuneCommand implements Callable<Integer> {
  @Mixin private SongOptions source;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the division into halves; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private ReportFiles files;

  @Override
  public Integer call() throws ConvertException, IOException {
    files.check();
    SongSet songs = source.songs();
    VoteEvaluation.checkParts(songs.origins());
    songs = songs.withoutPart(VoteEvaluation.Part.TRAIN);
    AnalysedSongs analysed = AnalysedSongs.of(songs);
    files.write(analysed.evaluation().tune(seed));
    return analysed.failed() == 0 ? 0 : 1;
  }
}
