package io.musicreclass.cli.evaluate;

import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.evaluate.study.Samples;
import io.musicreclass.train.head.HeadApproach;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What names a data set and the heads that are tried on it. */
final class StudyOptions {
  @Mixin private VectorOptions vectors;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      defaultValue = HeadApproach.LOGISTIC,
      description =
          "How heads are made: logistic, search (as train head), or a method of train head; default: ${DEFAULT-VALUE}.")
  private String method;

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Parts of the cross-validation; default: ${DEFAULT-VALUE}.")
  private int folds;

  /** Reads the data set with its vectors. */
  Samples samples() throws ConvertException, IOException {
    return vectors.samples();
  }

  HeadApproach approach() {
    return HeadApproach.named(method);
  }

  int folds() {
    if (folds < 2) {
      throw new UsageError("--folds must be at least 2");
    }
    return folds;
  }

  long seed() {
    return vectors.seed();
  }
}
