package io.musicreclass.cli.evaluate;

import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.evaluate.study.Studies;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reclass train importance}: which features matter. */
@Command(
    name = "importance",
    description = {
      "Shows which features a head needs: how much worse it is on songs of unseen artists when the values of some columns are those of other songs.",
      "By feature, by statistic and by column; embeddings as a whole. Test parts are skipped."
    },
    mixinStandardHelpOptions = true)
final class ImportanceCommand implements Callable<Integer> {
  @Mixin private StudyOptions study;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "10",
      description = "Repeats, each with other folds and permutations; default: ${DEFAULT-VALUE}.")
  private int repeats;

  @Mixin private ReportFiles files;

  @Override
  public Integer call() throws ConvertException, IOException {
    if (repeats < 2) {
      throw new UsageError("--repeats must be at least 2, to give an interval");
    }
    files.check();
    files.write(
        Studies.importance(
            study.samples(),
            study.approach(),
            study.folds(),
            repeats,
            study.seed(),
            (done, of, unit) -> System.err.printf("%d of %d %ss%n", done, of, unit)));
    return 0;
  }
}
