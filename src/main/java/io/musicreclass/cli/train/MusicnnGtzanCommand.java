package io.musicreclass.cli.train;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.DownloadMeter;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.defaults.DefaultModels;
import io.musicreclass.fetch.Fetch;
import io.musicreclass.fetch.PinnedData;
import io.musicreclass.models.HeadFolder;
import io.musicreclass.train.head.MusicnnGtzan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
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
      paramLabel = "DIR",
      description = "Folder of {training,evaluation}_data_GTZAN_MSDmusicnn_taggram.npz.")
  private @Nullable Path taggrams;

  @Option(
      names = "--fetch",
      description =
          "Download both files (6.6 MB, ISC licence) and delete them after the training; only the files as published are accepted.")
  private boolean fetch;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description =
          "With --fetch: a server that has them at /<SHA-256>/<file name>; default: reclass.models.mirror.")
  private @Nullable URI from;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder for head.onnx and head.json; default: no files.")
  private @Nullable Path output;

  private final PinnedData published;

  MusicnnGtzanCommand() {
    this(MusicnnGtzan.taggrams());
  }

  MusicnnGtzanCommand(PinnedData published) {
    this.published = published;
  }

  @Override
  public Integer call() throws ConvertException, IOException, InterruptedException {
    if ((taggrams == null) != fetch || (from != null && !fetch)) {
      throw new UsageError(
          "Give --taggrams DIR, the folder of the published files, or --fetch [--from URL] to"
              + " download them");
    }
    return taggrams == null ? fetched() : train(taggrams);
  }

  private int fetched() throws ConvertException, IOException, InterruptedException {
    Settings setup = Installation.setup();
    Optional<URI> mirror = Optional.ofNullable(from).or(setup.reclass().models()::mirror);
    Optional<String> unusable = mirror.flatMap(DefaultModels::unusable);
    if (unusable.isPresent()) {
      throw new UsageError("--from " + unusable.get());
    }
    System.out.printf(
        Locale.ROOT,
        "Downloading the taggrams: %d files, %.1f MB, licence %s, from %s%n",
        published.files().size(),
        published.bytes() / 1e6,
        published.licence(),
        mirror.orElse(published.files().get(0).published()));
    try (Fetch download =
        new Fetch(published, mirror, DefaultModels.downloads(setup), new DownloadMeter())) {
      int status = train(download.download().toAbsolutePath().getParent());
      download.discard();
      return status;
    }
  }

  private int train(Path folder) throws ConvertException, IOException {
    HeadFolder head = MusicnnGtzan.train(folder, System.out);
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
