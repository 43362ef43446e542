package io.musicreclass.cli.table;

import io.musicreclass.classify.FileEmbedder;
import io.musicreclass.classify.selection.NamedModels;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.InputFiles;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reclass embed}: computes embeddings of files or folders. */
@Command(
    name = "embed",
    description = {
      "Writes embeddings of songs to a NumPy array, one row per song, to train heads on.",
      "Those of several models, joined by +, follow one after the other in the row. Run again, it adds the songs that are still missing."
    },
    mixinStandardHelpOptions = true)
public final class EmbedCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "NAME",
      description =
          "An imported model with an encoder (see reclass model list), or several joined by +, such as fma518+mn04.")
  private String names;

  @Option(
      names = "--scores",
      description = "Write the scores of the encoder's classes, such as tags, not its embedding.")
  private boolean scores;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "FILE.npy, with the paths of its rows in FILE.csv.")
  private Path output;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Songs, or folders of songs.")
  private List<Path> paths;

  @Override
  public Integer call() throws IOException {
    Settings setup = Installation.setup();
    List<ModelPackage> models = models(setup);
    List<HeadInput> parts = parts(models);
    List<Path> songs = InputFiles.of(paths);
    String maker = Embeddings.maker(models, scores);
    try (SongTable table = OutputFiles.array(output, maker, HeadInput.width(parts))) {
      List<Path> missing = table.missing(songs);
      try (FileEmbedder embed = new FileEmbedder(models, setup)) {
        return TableFiller.fill(
            table,
            missing,
            setup.threads(),
            (song, threads) -> Embeddings.row(embed, parts, song, threads));
      }
    }
  }

  private List<ModelPackage> models(Settings setup) {
    List<ModelPackage> models;
    try {
      models = new NamedModels(setup).all(names);
    } catch (IllegalArgumentException e) {
      throw new UsageError(
          "--model " + e.getMessage() + "; models with an encoder: " + encoders(setup));
    }
    if (models.stream().allMatch(model -> model.encoder().isEmpty())) {
      throw new UsageError(
          "--model "
              + names
              + " has no encoder, it uses the 518 FMA features: run reclass features instead");
    }
    return models;
  }

  /** What is written of each model's output. */
  private List<HeadInput> parts(List<ModelPackage> models) {
    List<HeadInput> parts = new ArrayList<>();
    for (ModelPackage model : models) {
      Card.Encoder encoder = model.card().encoder();
      if (scores && encoder != null && encoder.classes() == null) {
        throw new UsageError(
            "--scores: the encoder of " + model.card().name() + " has no classes: leave it out");
      }
      parts.add(
          HeadInput.of(
              model,
              scores && encoder != null ? HeadInput.Output.SCORES : HeadInput.Output.EMBEDDING));
    }
    return parts;
  }

  private static String encoders(Settings setup) {
    String names =
        setup.store().list().stream()
            .filter(model -> model.encoder().isPresent())
            .map(model -> model.card().name())
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none yet (reclass model import)" : names;
  }
}
