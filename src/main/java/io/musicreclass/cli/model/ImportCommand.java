package io.musicreclass.cli.model;

import io.musicreclass.classify.selection.NamedModels;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.Import;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.models.HeadTarget;
import io.musicreclass.models.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reclass model import}: converts checkpoints to model packages. */
@Command(
    name = "import",
    description = {
      "Imports a model from a checkpoint: .pth, .pt, .bin, .safetensors or .h5.",
      "Without a subcommand, the kind of model follows from the checkpoint's tensors."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The checkpoint, of any kind.")
  private @Nullable Path any;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Names of the classes of a musicnn or EfficientAT network, one per line.")
  private @Nullable Path labels;

  @Mixin private ImportOptions options;
  @Mixin private HeadOption head;

  /** An import, run once the settings are read. */
  private interface Work {
    Import.Result by(Import importer, Settings setup) throws ConvertException, IOException;
  }

  @Override
  public Integer call() throws ConvertException, IOException {
    Path source = any;
    if (source == null) {
      throw new UsageError("reclass model import needs a FILE; see reclass model import --help");
    }
    Import.EncoderOptions special = Import.EncoderOptions.labels(Optional.ofNullable(labels));
    Import.CommonOptions common = options.common(head.file());
    return run((importer, setup) -> importer.any(source, special, common));
  }

  @Command(
      name = "mert",
      description = "Imports a MERT network: a Hugging Face folder or a checkpoint.",
      mixinStandardHelpOptions = true)
  int mert(
      @Parameters(
              paramLabel = "DIR_OR_FILE",
              description = "Ideally with config.json in the same folder.")
          Path source,
      @Mixin ImportOptions options,
      @Mixin HeadOption head)
      throws ConvertException, IOException {
    return encoder(Kind.MERT, source, Import.EncoderOptions.DEFAULT, options, head);
  }

  @Command(
      name = "jmla",
      description = "Imports an OpenJMLA encoder.",
      mixinStandardHelpOptions = true)
  int jmla(
      @Parameters(paramLabel = "FILE", description = "For example epoch_20.pth.") Path file,
      @Option(
              names = "--heads",
              paramLabel = "N",
              description = "Number of attention heads; default at width 768: 12.")
          @Nullable Integer heads,
      @Option(
              names = "--pooling",
              defaultValue = "mean",
              paramLabel = "HOW",
              description = "mean (default): over all tokens; class: the class token.")
          Import.Pooling pooling,
      @Mixin ImportOptions options,
      @Mixin HeadOption head)
      throws ConvertException, IOException {
    OptionalInt given = heads == null ? OptionalInt.empty() : OptionalInt.of(heads);
    Import.EncoderOptions special = new Import.EncoderOptions(given, pooling, Optional.empty());
    return encoder(Kind.JMLA, file, special, options, head);
  }

  @Command(
      name = "vggish",
      description = "Imports a VGGish network.",
      mixinStandardHelpOptions = true)
  int vggish(
      @Parameters(paramLabel = "FILE", description = "The checkpoint.") Path file,
      @Option(
              names = "--pca",
              paramLabel = "FILE",
              description = "PCA parameters, if they are not in the checkpoint.")
          @Nullable Path pca,
      @Mixin ImportOptions options,
      @Mixin HeadOption head)
      throws ConvertException, IOException {
    Import.EncoderOptions special =
        new Import.EncoderOptions(
            OptionalInt.empty(), Import.Pooling.MEAN, Optional.ofNullable(pca));
    return encoder(Kind.VGGISH, file, special, options, head);
  }

  @Command(
      name = "gtzan-cnn",
      description = "Imports a genre CNN with its classifier.",
      mixinStandardHelpOptions = true)
  int genreCnn(
      @Parameters(paramLabel = "FILE", description = "For example best_model_v2.pth.") Path file,
      @Mixin ImportOptions options,
      @Mixin HeadOption head)
      throws ConvertException, IOException {
    return encoder(Kind.GTZAN_CNN, file, Import.EncoderOptions.DEFAULT, options, head);
  }

  @Command(
      name = "musicnn",
      description = "Imports a musicnn network: an embedding and 50 tags.",
      mixinStandardHelpOptions = true)
  int musicnn(
      @Parameters(paramLabel = "FILE", description = "For example MSD_musicnn.h5.") Path file,
      @Option(
              names = "--labels",
              paramLabel = "FILE",
              description =
                  "Names of its tags, one per line; default: those of the published weights.")
          @Nullable Path names,
      @Mixin ImportOptions common,
      @Mixin HeadOption withHead)
      throws ConvertException, IOException {
    Import.EncoderOptions special = Import.EncoderOptions.labels(Optional.ofNullable(names));
    return encoder(Kind.MUSICNN, file, special, common, withHead);
  }

  @Command(
      name = "efficientat",
      description =
          "Imports an EfficientAT network (mn04, mn05, mn10, mn20): an embedding and 527 classes.",
      mixinStandardHelpOptions = true)
  int efficientAt(
      @Parameters(paramLabel = "FILE", description = "For example mn04_as_mAP_432.pt.") Path file,
      @Option(
              names = "--labels",
              paramLabel = "FILE",
              description = "Names of its classes, one per line; default: those of AudioSet.")
          @Nullable Path names,
      @Mixin ImportOptions common,
      @Mixin HeadOption withHead)
      throws ConvertException, IOException {
    Import.EncoderOptions special = Import.EncoderOptions.labels(Optional.ofNullable(names));
    return encoder(Kind.EFFICIENTAT, file, special, common, withHead);
  }

  @Command(
      name = "head",
      description = "Imports a head for the 518 FMA features, or for another model's encoder.",
      mixinStandardHelpOptions = true)
  int head(
      @Parameters(
              paramLabel = "FILE",
              description =
                  "For example msd_model.pth; with --for also a label map: *.txt with lines genre = label, label...")
          Path file,
      @Option(
              names = "--for",
              paramLabel = "MODEL",
              description =
                  "The model whose head it replaces, or several joined by + (mn04+musicnn, fma518+musicnn) for a head on their outputs in this order; default: a head for the 518 FMA features.")
          @Nullable String model,
      @Option(
              names = "--scaler",
              paramLabel = "FILE",
              description =
                  "Means and scales of its inputs, if not in the checkpoint: a checkpoint with scaler_mean and scaler_scale, or a .npy of shape [2, inputs].")
          @Nullable Path scaler,
      @Mixin ImportOptions options)
      throws ConvertException, IOException {
    Optional<Path> given = Optional.ofNullable(scaler);
    if (model == null) {
      return run((importer, setup) -> importer.head(file, given, options.common(Optional.empty())));
    }
    options.onlyGenres();
    return run(
        (importer, setup) ->
            importer.headFor(target(setup, model), file, given, options.common(Optional.empty())));
  }

  private static int encoder(
      Kind kind, Path source, Import.EncoderOptions special, ImportOptions options, HeadOption head)
      throws ConvertException, IOException {
    Import.CommonOptions common = options.common(head.file());
    return run((importer, setup) -> importer.encoder(kind, source, special, common));
  }

  private static HeadTarget target(Settings setup, String models) {
    try {
      return new NamedModels(setup).target(models);
    } catch (IllegalArgumentException e) {
      throw new UsageError("--for " + e.getMessage());
    }
  }

  private static int run(Work work) throws ConvertException, IOException {
    Settings setup = Installation.setup();
    ImportReport report = new ImportReport(setup);
    try (Engine engine = Engines.cpu(setup.engine())) {
      Import importer = new Import(setup.models(), engine, Clock.systemUTC(), System.out);
      report.print(work.by(importer, setup));
    }
    return 0;
  }
}
