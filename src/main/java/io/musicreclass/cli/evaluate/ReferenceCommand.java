package io.musicreclass.cli.evaluate;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.evaluate.study.Samples;
import io.musicreclass.evaluate.study.Studies;
import io.musicreclass.train.method.TrainingProgress;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code reclass train table}: the methods of the earlier Python project. */
@Command(
    name = "table",
    description = {
      "Shows the methods of the earlier Python project: claimed and measured accuracy, seconds, GPU, size, and loss and accuracy by epoch.",
      "Reads the cards of the installed models. With --data, heads on the data set's columns are also trained now. For missing values it names the command that fills them in."
    },
    mixinStandardHelpOptions = true)
final class ReferenceCommand implements Callable<Integer> {
  @Mixin private VectorOptions vectors;

  @Mixin private ReportFiles files;

  @Override
  public Integer call() throws ConvertException, IOException {
    files.check();
    Optional<Samples> samples =
        vectors.isGiven() ? Optional.of(vectors.samples()) : Optional.empty();
    files.write(
        Studies.reference(
            Installation.setup().store().list(),
            samples,
            vectors.seed(),
            TrainingProgress.lines(System.err)));
    return 0;
  }
}
