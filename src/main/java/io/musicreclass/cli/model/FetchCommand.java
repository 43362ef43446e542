package io.musicreclass.cli.model;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.DownloadMeter;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.Import;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.defaults.DefaultModels;
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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reclass model fetch}: downloads and imports published models. */
@Command(
    name = "fetch",
    description = "Downloads a published encoder, checks it and imports it.",
    mixinStandardHelpOptions = true)
final class FetchCommand implements Callable<Integer> {
  private static final String DEFAULTS = "defaults";

  @Parameters(
      paramLabel = "MODEL",
      description =
          "mert-95m, mert-330m or openjmla; or defaults: mn04 and musicnn, under free licences.")
  private String name;

  @Option(
      names = "--accept-licence",
      description = "Accept the weights' licence; without this option it is only shown.")
  private boolean accepted;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description =
          "A mirror with the same paths; default: https://huggingface.co, for defaults reclass.models.mirror.")
  private @Nullable URI from;

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
                        + " cannot be fetched; available: "
                        + Stream.concat(
                                catalogue.stream().map(PublishedModel::name), Stream.of(DEFAULTS))
                            .collect(Collectors.joining(", "))));
  }

  @Override
  public Integer call() throws ConvertException, IOException, InterruptedException {
    if (name.equals(DEFAULTS)) {
      return defaults(Installation.setup());
    }
    PublishedModel model = model();
    Settings setup = Installation.setup();
    URI from = this.from == null ? Fetch.HUB : this.from;
    System.out.println(model.name() + ": " + model.repository() + " at " + from);
    System.out.println("  licence   " + model.licence());
    Import.CommonOptions common = options.common(head.file());
    check(model, from, common, setup);
    try (Fetch fetch =
        new Fetch(model, from, DefaultModels.downloads(setup), new DownloadMeter())) {
      imported(fetch.download(), model, common, setup);
      fetch.discard();
    }
    return 0;
  }

  /** Fetches those of the default models that are missing. */
  private int defaults(Settings setup) throws ConvertException, IOException, InterruptedException {
    Import.CommonOptions none = new ImportOptions().common(Optional.empty());
    if (!options.common(head.file()).equals(none)) {
      throw new UsageError("reclass model fetch defaults takes no other option than --from");
    }
    DefaultModels defaults = new DefaultModels(setup);
    System.out.println("defaults: " + defaults.description());
    if (defaults.missing().isEmpty()) {
      System.out.println("They are already imported.");
    }
    Optional<URI> mirror = Optional.ofNullable(from).or(setup.reclass().models()::mirror);
    mirror.ifPresent(url -> check(url, "reclass model import FILE"));
    ImportReport report = new ImportReport(setup);
    defaults.fetch(mirror, new DownloadMeter(), System.out).forEach(report::print);
    return 0;
  }

  private static void check(URI url, String manually) {
    DefaultModels.unusable(url)
        .ifPresent(
            why -> {
              throw new UsageError("--from " + why + " (for a local file: " + manually + ")");
            });
  }

  /** Checks the options before the download. */
  private void check(PublishedModel model, URI from, Import.CommonOptions common, Settings setup)
      throws ConvertException {
    if (!accepted) {
      throw new UsageError(
          "Accept the licence first: reclass model fetch "
              + model.name()
              + " --accept-licence, with the same other options");
    }
    check(from, "reclass model import " + model.kind() + " FILE");
    String taken = common.name().orElse(model.name());
    if (setup.store().find(taken).isPresent()) {
      throw new UsageError(
          taken
              + " already exists: choose another name with --name NAME, or run reclass model remove "
              + taken);
    }
    if (common.head().isPresent()) {
      Import.fits(common.head().get(), kind(model), taken, model.width(), common.genres());
    }
  }

  private static Kind kind(PublishedModel model) {
    return Kind.valueOf(model.kind().toUpperCase(Locale.ROOT));
  }

  private static void imported(
      Path weights, PublishedModel model, Import.CommonOptions common, Settings setup)
      throws ConvertException, IOException {
    ImportReport report = new ImportReport(setup);
    try (Engine engine = Engines.cpu(setup.engine())) {
      Import importer = new Import(setup.models(), engine, Clock.systemUTC(), System.out);
      report.print(importer.encoder(kind(model), weights, Import.EncoderOptions.DEFAULT, common));
    }
  }
}
