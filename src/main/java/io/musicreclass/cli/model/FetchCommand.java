package io.musicreclass.cli.model;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.Import;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.fetch.Fetch;
import io.musicreclass.fetch.PublishedModel;
import io.musicreclass.models.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reclass model fetch}: a published encoder, downloaded and imported. */
@Command(
    name = "fetch",
    description = "Downloads a published encoder, checks it and imports it.",
    mixinStandardHelpOptions = true)
final class FetchCommand implements Callable<Integer> {
  /** Hidden, so that no store takes it for a package; on the disk that has room for models. */
  private static final String DOWNLOADS = ".fetch";

  @Parameters(paramLabel = "MODEL", description = "mert-95m, mert-330m or openjmla.")
  private String name;

  @Option(
      names = "--accept-licence",
      description = "Says that you keep to the licence of the weights, which is shown without it.")
  private boolean accepted;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description = "A mirror with the same paths; default: ${DEFAULT-VALUE}.")
  private URI from = Fetch.HUB;

  @Mixin private ImportOptions options;
  @Mixin private HeadOption head;

  private final List<PublishedModel> catalogue;

  FetchCommand() {
    this(Import.published());
  }

  FetchCommand(List<PublishedModel> catalogue) {
    this.catalogue = catalogue;
  }

  private PublishedModel model() {
    return catalogue.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageError(
                    name
                        + " cannot be fetched; these can: "
                        + catalogue.stream()
                            .map(PublishedModel::name)
                            .collect(Collectors.joining(", "))));
  }

  @Override
  public Integer call() throws ConvertException, IOException, InterruptedException {
    PublishedModel model = model();
    Settings setup = Installation.setup();
    System.out.println(model.name() + ": " + model.repository() + " of " + from);
    System.out.println("  licence   " + model.licence());
    Import.Wishes wishes = options.wishes(head.file());
    sound(model, wishes, setup);
    try (Fetch fetch =
        new Fetch(model, from, setup.models().resolve(DOWNLOADS), new DownloadMeter())) {
      imported(fetch.bring(), model, wishes, setup);
      fetch.discard();
    }
    return 0;
  }

  /** Refuses what would be found out only after the download. */
  private void sound(PublishedModel model, Import.Wishes wishes, Settings setup)
      throws ConvertException {
    if (!accepted) {
      throw new UsageError(
          "This licence must be accepted first: reclass model fetch "
              + model.name()
              + " --accept-licence, with all other options as they are");
    }
    if (from.getHost() == null || !String.valueOf(from.getScheme()).matches("https?")) {
      throw new UsageError(
          "--from "
              + from
              + " is no address that starts with https:// or http:// (for a file here: reclass"
              + " model import "
              + model.kind()
              + " FILE)");
    }
    String taken = wishes.name().orElse(model.name());
    if (setup.store().find(taken).isPresent()) {
      throw new UsageError(
          taken
              + " is there already: give this one another name with --name NAME, or reclass model"
              + " remove "
              + taken);
    }
    if (wishes.head().isPresent()) {
      Import.fits(wishes.head().get(), kind(model), taken, model.width(), wishes.genres());
    }
  }

  private static Kind kind(PublishedModel model) {
    return Kind.valueOf(model.kind().toUpperCase(Locale.ROOT));
  }

  private static void imported(
      Path weights, PublishedModel model, Import.Wishes wishes, Settings setup)
      throws ConvertException, IOException {
    try (Engine engine = Engines.cpu(setup.engine())) {
      Import importer = new Import(setup.models(), engine, Clock.systemUTC(), System.out);
      Import.Result imported =
          importer.encoder(kind(model), weights, Import.EncoderOptions.DEFAULT, wishes);
      new ImportReport(imported, setup).print();
    }
  }
}
