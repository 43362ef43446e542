package io.musicreclass.cli.train;

import io.musicreclass.classify.selection.NamedModels;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.models.HeadFolder;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.HeadTarget;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.train.head.HeadOptions;
import io.musicreclass.train.head.HeadTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reclass train head}: a head from any table of vectors. */
@Command(
    name = "head",
    description = {
      "Trains a head on a table of vectors with genres: logistic regression or an MLP.",
      "The method and its settings are chosen by cross-validation in which no artist is in two parts, on the training rows only. Test rows are only measured."
    },
    mixinStandardHelpOptions = true)
final class HeadCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "TABLE",
      description =
          "CSV with a header, .npy, or .npz with the vectors as array X: one row for each song.")
  private @Nullable Path table;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "CSV with the columns that the table lacks (genre, artist, part), in the same order of rows.")
  private @Nullable Path labels;

  @Option(
      names = "--genres",
      paramLabel = "FILE",
      description =
          "Text file, one genre per line, in the order of the outputs; needed if genres are numbers, counted from 0.")
  private @Nullable Path genres;

  @Option(
      names = "--genre-column",
      paramLabel = "NAME",
      description = "Column of the genre; default: genre, label, labels or y.")
  private @Nullable String genre;

  @Option(
      names = "--group-column",
      paramLabel = "NAME",
      description =
          "Column whose values must not be split between parts; default: artist, group or groups.")
  private @Nullable String group;

  @Option(
      names = "--no-groups",
      description = "Treat each row as its own group. Overrates the head if artists recur.")
  private boolean ungrouped;

  @Option(
      names = "--name-column",
      paramLabel = "NAME",
      description = "Column of the song's name; default: track, clip, name, song, path or file.")
  private @Nullable String name;

  @Option(
      names = "--part-column",
      paramLabel = "NAME",
      description =
          "Column with train, valid or test; default: part or split, otherwise all rows train.")
  private @Nullable String part;

  @Option(
      names = "--ignore",
      paramLabel = "NAME",
      split = ",",
      description = "Columns that are not part of the vector.")
  private List<String> ignored = List.of();

  @Option(
      names = "--mean",
      description = "Average the rows of the same name, such as the patches of a song.")
  private boolean averaged;

  @Option(
      names = "--label-map",
      paramLabel = "FILE",
      description =
          "Lines genre = column, column: columns, such as tags, that speak for a genre by their name.")
  private @Nullable Path labelMap;

  @Mixin private MethodOptions method;

  @Mixin private DataOptions data;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same table and seed give the same bytes; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--for",
      paramLabel = "MODEL",
      description =
          "The model whose embeddings the vectors are, as reclass embed writes them, or several joined by +; the new head replaces its head. With --data, the embeddings are taken from the database or computed; fma518: a new model on the 518 FMA features.")
  private @Nullable String model;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder for head.onnx and head.json; needed without --for.")
  private @Nullable Path output;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "With --data and --for fma518: name of the new model; default: the data set's.")
  private @Nullable String packageName;

  @Override
  public Integer call() throws ConvertException, IOException {
    HeadOptions options = method.get();
    if (model == null && output == null) {
      throw new UsageError("Give --output DIR, or --for MODEL to replace a model's head");
    }
    if ((table == null) != data.isGiven()) {
      throw new UsageError("Give a TABLE, or --data NAME: one of them");
    }
    return table == null ? ofData(options) : ofTable(table, options);
  }

  private int ofData(HeadOptions options) throws ConvertException, IOException {
    DataHead training =
        new DataHead(data, Installation.setup(), Optional.ofNullable(output), options, seed);
    return model == null
        ? training.ofColumns(nameOf(output))
        : model.equals(HeadInput.FEATURES)
            ? training.ofFeatures(Optional.ofNullable(packageName))
            : training.ofModel(find(model));
  }

  private int ofTable(Path file, HeadOptions options) throws ConvertException, IOException {
    Optional<HeadTarget> target = model == null ? Optional.empty() : Optional.of(find(model));
    HeadTraining.Request request =
        new HeadTraining.Request(
            file,
            Optional.ofNullable(labels),
            Optional.ofNullable(genres),
            Optional.ofNullable(genre),
            Optional.ofNullable(group),
            Optional.ofNullable(name),
            Optional.ofNullable(part),
            ignored,
            !ungrouped,
            averaged,
            Optional.ofNullable(labelMap));
    HeadFolder head =
        HeadTraining.run(
            request,
            options,
            target.isPresent() ? headName(target.get()) : nameOf(output),
            target,
            seed,
            System.out);
    if (output != null) {
      head.write(output);
      System.out.println("Written to " + output);
    }
    if (target.isPresent()) {
      adopt(head, target.get());
    }
    return 0;
  }

  /** The name of a head for models. */
  static String headName(HeadTarget target) {
    return target.name().replace('+', '-') + "-head";
  }

  /** Makes it the head of a model. */
  static void adopt(HeadFolder head, HeadTarget target) throws IOException {
    head.replaceHead(target, Instant.now(), HeadCommand::verify);
    System.out.println(
        "Now the head of "
            + target.voting().card().name()
            + "; reclass revote applies it to songs");
  }

  private static String nameOf(Path folder) {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  private static HeadTarget find(String names) {
    HeadTarget target;
    try {
      target = new NamedModels(Installation.setup()).target(names);
    } catch (IllegalArgumentException e) {
      throw new UsageError("--for " + e.getMessage());
    }
    if (target.voting().encoder().isEmpty()) {
      throw new UsageError(
          "--for " + names + ": no model with an encoder (see reclass model list)");
    }
    return target;
  }

  static void verify(ModelPackage staged) throws IOException {
    try (Engine engine = Engines.cpu(1);
        Head head = Head.load(staged, engine)) {
      Optional<String> wrong = head.verify();
      if (wrong.isPresent()) {
        throw new IOException(wrong.get());
      }
    }
  }
}
