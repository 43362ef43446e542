package io.musicreclass.train.head;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadFolder;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.HeadTarget;
import io.musicreclass.train.Evaluation;
import io.musicreclass.train.data.LabelledData;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a head on a table or a data set. Recipe and temperature are chosen by cross-validation
 * over groups in the training part; the test part, where there is one, is only measured. The same
 * table and seed give the same bytes on every machine.
 */
public final class HeadTraining {
  /** The name of an input that no model gives. */
  private static final String TABLE = "table";

  private final Path place;
  private final HeadOptions options;
  private final long seed;
  private final PrintStream out;

  private HeadTraining(Path place, HeadOptions options, long seed, PrintStream out) {
    this.place = place;
    this.options = options;
    this.seed = seed;
    this.out = out;
  }

  /**
   * A table of vectors and what is what in it. Where a column is not given, the usual names are
   * looked for.
   *
   * @param table CSV, {@code .npy} or {@code .npz}
   * @param labels CSV with the columns that the table lacks, in the same order of rows
   * @param genres text file, one genre per line, in the order of the head's outputs
   * @param genre column
   * @param group column
   * @param name column
   * @param part column
   * @param ignored columns that are no part of the vector
   * @param grouped whether rows have groups; otherwise each row is its own
   * @param averaged whether rows of the same name are averaged
   * @param labelMap text file of lines {@code genre = column, column}: the columns that speak for a
   *     genre before any row is seen
   */
  public record Request(
      Path table,
      Optional<Path> labels,
      Optional<Path> genres,
      Optional<String> genre,
      Optional<String> group,
      Optional<String> name,
      Optional<String> part,
      List<String> ignored,
      boolean grouped,
      boolean averaged,
      Optional<Path> labelMap) {
    public Request {
      ignored = List.copyOf(ignored);
    }
  }

  /**
   * Trains and measures a head.
   *
   * @param name of the head
   * @param target the models whose outputs the vectors are, if they are known
   * @param out where figures are reported
   * @throws ConvertException if the table cannot be used; names file, row and remedy
   * @throws IOException if a file cannot be read
   */
  public static HeadFolder run(
      Request request,
      HeadOptions options,
      String name,
      Optional<HeadTarget> target,
      long seed,
      PrintStream out)
      throws ConvertException, IOException {
    VectorTable table = TableReader.read(request);
    return new HeadTraining(request.table(), options, seed, out)
        .head(
            name,
            table,
            List.of(Card.Source.of(request.table())),
            inputs(request.table(), target, table.width()),
            List.of(),
            Map.of(),
            request.grouped() ? "grouped" : "shuffled");
  }

  /**
   * Trains and measures a head on a data set.
   *
   * @param rows of the data set
   * @param vectors of these rows, in their order
   * @param features names of the vectors' columns, if they are some of the 518 features; otherwise
   *     empty
   * @param target the models whose outputs the vectors are, if they are
   */
  public static HeadFolder run(
      LabelledData data,
      List<LabelledData.Row> rows,
      List<float[]> vectors,
      List<String> features,
      HeadOptions options,
      String name,
      Optional<HeadTarget> target,
      long seed,
      PrintStream out)
      throws ConvertException, IOException {
    VectorTable table = DataTable.of(data.place(), rows, vectors);
    List<Card.Source> sources = new ArrayList<>();
    for (Path source : data.sources()) {
      sources.add(Card.Source.of(source));
    }
    List<HeadFolder.Input> inputs =
        data.isTableOnly() || !features.isEmpty()
            ? List.of(
                new HeadFolder.Input(
                    data.isTableOnly() ? TABLE : HeadInput.FEATURES,
                    "embedding",
                    table.width(),
                    null))
            : inputs(data.place(), target, table.width());
    Map<String, Object> marks =
        data.isTableOnly()
            ? Map.of("data", data.name(), "table_only", true, "table_columns", data.columns())
            : Map.of("data", data.name());
    return new HeadTraining(data.place(), options, seed, out)
        .head(name, table, sources, inputs, features, marks, "artist-grouped");
  }

  private HeadFolder head(
      String name,
      VectorTable table,
      List<Card.Source> sources,
      List<HeadFolder.Input> inputs,
      List<String> features,
      Map<String, Object> marks,
      String grouping)
      throws ConvertException, IOException {
    VectorTable training = table.part(false);
    if (training.size() == 0) {
      throw ConvertException.of(
          place, "has no row for training", "Mark rows as train in the part column");
    }
    ChosenHead chosen = new ChosenHead(training, place, options, seed, out);
    HeadReport report = new HeadReport(out);
    String folds = options.folds() + "-fold, " + grouping;
    chosen.report(
        folds + ", " + options.times() + ", the " + training.size() + " training rows", report);
    if (table.hasTest()) {
      VectorTable test = table.part(true);
      Evaluation measured = new Evaluation(table.genres().size());
      CrossValidation.measure(chosen.head(), test, measured);
      report.add(training.size() + " training rows to " + test.size() + " test rows", measured);
    }
    Map<String, Object> card = chosen.training();
    card.putAll(marks);
    report.describe(card);
    HeadFolder head =
        HeadFolder.of(
            name,
            "As the vectors and labels it was trained on",
            sources,
            inputs,
            chosen.card(features, report.accuracies(), card),
            chosen.head().toOnnx());
    HeadCheck.run(head, chosen.head(), training);
    if (options.checkpoint().isPresent()) {
      Checkpoint.delete(options.checkpoint().get());
    }
    return head;
  }

  private static List<HeadFolder.Input> inputs(Path table, Optional<HeadTarget> target, int width)
      throws ConvertException {
    if (target.isEmpty()) {
      return List.of(new HeadFolder.Input("unknown", "embedding", width, null));
    }
    String name = target.get().name();
    try {
      return target.get().described(width);
    } catch (IllegalArgumentException e) {
      throw ConvertException.of(
          table,
          "has vectors of " + width + " values, but " + name + " gives " + target.get().width(),
          "Give a table that reclass embed --model " + name + " -o FILE.npy PATH... writes",
          e);
    }
  }
}
