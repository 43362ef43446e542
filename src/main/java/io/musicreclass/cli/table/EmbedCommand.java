package io.musicreclass.cli.table;

import io.musicreclass.classify.FileEmbedder;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.InputFiles;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import java.io.IOException;
import java.nio.file.Path;
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
      "Writes an encoder's embeddings of files or folders to a NumPy array, one row per song.",
      "Run again, it adds the songs that are still missing."
    },
    mixinStandardHelpOptions = true)
public final class EmbedCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "NAME",
      description = "An imported model with an encoder (see reclass model list).")
  private String name;

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
    ModelPackage model = model(setup);
    Card.Encoder encoder = model.card().encoder();
    if (encoder == null) {
      throw new UsageError(
          "--model "
              + name
              + " has no encoder, it uses the 518 FMA features: run reclass features instead");
    }
    Card.Classes classes = encoder.classes();
    if (scores && classes == null) {
      throw new UsageError("--scores: the encoder of " + name + " has no classes: leave it out");
    }
    int width = scores && classes != null ? classes.size() : encoder.width();
    List<Path> songs = InputFiles.of(paths);
    String maker = name + " " + model.encoderHash() + (scores ? " scores" : "");
    try (SongTable table = OutputFiles.array(output, maker, width)) {
      List<Path> missing = table.missing(songs);
      try (FileEmbedder embed = new FileEmbedder(model, setup)) {
        return TableFiller.fill(
            table, missing, setup.threads(), (song, threads) -> row(embed, encoder, song, threads));
      }
    }
  }

  private ModelPackage model(Settings setup) {
    return setup
        .store()
        .find(name)
        .orElseThrow(
            () ->
                new UsageError(
                    "--model "
                        + name
                        + ": no such model; models with an encoder: "
                        + encoders(setup)));
  }

  private static String encoders(Settings setup) {
    String names =
        setup.store().list().stream()
            .filter(model -> model.encoder().isPresent())
            .map(model -> model.card().name())
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none yet (reclass model import)" : names;
  }

  private TableRow row(FileEmbedder embed, Card.Encoder encoder, Path song, int threads) {
    FileEmbedder.Outcome outcome = embed.embed(song, threads);
    if (outcome instanceof FileEmbedder.Outcome.Embedded embedded) {
      float[] output = embedded.embedding().toArray();
      float[] part = scores ? encoder.scores(output) : encoder.embedding(output);
      return new TableRow.Numbers(Embedding.of(part), "");
    }
    return new TableRow.None(((FileEmbedder.Outcome.Refused) outcome).reason());
  }
}
