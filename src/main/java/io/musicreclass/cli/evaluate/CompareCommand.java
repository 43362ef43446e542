package io.musicreclass.cli.evaluate;

import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.evaluate.study.Samples;
import io.musicreclass.evaluate.study.Studies;
import io.musicreclass.train.head.HeadApproach;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reclass train compare}: every way of training heads, by every protocol. */
@Command(
    name = "compare",
    description = {
      "Compares all ways of training heads on a data set: cross-validation with songs shuffled and with whole artists, and the published split if there is one.",
      "Accuracy with its 95 %% interval, and seconds."
    },
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  @Mixin private VectorOptions vectors;

  @Option(
      names = "--methods",
      paramLabel = "NAME",
      split = ",",
      description = "Only these: logistic, search, gtzan48 or methods of train head; default: all.")
  private List<String> methods = List.of();

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Parts of the cross-validation; default: ${DEFAULT-VALUE}.")
  private int folds;

  @Mixin private ReportFiles files;

  @Override
  public Integer call() throws ConvertException, IOException {
    if (folds < 2) {
      throw new UsageError("--folds must be at least 2");
    }
    files.check();
    Samples whole = vectors.wholeSamples();
    files.write(
        Studies.comparison(
            whole,
            vectors.samples(),
            approaches(whole),
            folds,
            vectors.seed(),
            System.err::println));
    return 0;
  }

  private List<HeadApproach> approaches(Samples whole) {
    List<HeadApproach> all = HeadApproach.all(whole.columns());
    for (String name : methods) {
      if (all.stream().noneMatch(approach -> approach.name().equals(name))) {
        throw new UsageError(
            "--methods "
                + name
                + " is none of "
                + String.join(", ", all.stream().map(HeadApproach::name).toList()));
      }
    }
    return methods.isEmpty()
        ? all
        : all.stream().filter(approach -> methods.contains(approach.name())).toList();
  }
}
