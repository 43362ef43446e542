package io.musicreclass.cli.train;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.HeadFolder;
import io.musicreclass.train.head.MusicnnGtzan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reclass train musicnn-gtzan}: rebuilds the head that the program has for musicnn. */
@Command(
    name = MusicnnGtzan.NAME,
    description = {
      "Trains the program's own head for musicnn on the published taggrams of GTZAN.",
      "Prints its accuracy by protocol, and whether it equals the head of this program."
    },
    mixinStandardHelpOptions = true)
final class MusicnnGtzanCommand implements Callable<Integer> {
  @Option(
      names = "--taggrams",
      required = true,
      paramLabel = "DIR",
      description = "Folder of {training,evaluation}_data_GTZAN_MSDmusicnn_taggram.npz.")
  private Path taggrams;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder for head.onnx and head.json; default: nothing is written.")
  private @Nullable Path output;

  @Override
  public Integer call() throws ConvertException, IOException {
    HeadFolder head = MusicnnGtzan.train(taggrams, System.out);
    Optional<Boolean> shipped = MusicnnGtzan.isShipped(head);
    System.out.println(
        shipped
            .map(
                same ->
                    same
                        ? "Equal to the head of this program, byte for byte."
                        : "Differs from the head of this program.")
            .orElse("This program has no such head."));
    if (output != null) {
      head.write(output);
      System.out.println("Written to " + output);
    }
    return shipped.orElse(true) ? 0 : 1;
  }
}
