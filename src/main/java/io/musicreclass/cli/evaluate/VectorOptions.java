package io.musicreclass.cli.evaluate;

import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.classify.selection.NamedModels;
import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.table.SongVectors;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.cli.train.DataOptions;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.evaluate.study.Samples;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.train.data.LabelledData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What names a data set and its vectors. */
final class VectorOptions {
  private static final Set<String> IN_DATABASE = Set.of("library", "corrections");

  @Mixin private DataOptions data;

  @Option(
      names = "--for",
      paramLabel = "MODEL",
      description =
          "The model whose embeddings are the vectors, or several joined by +; default: the data set's own columns, and for songs in the database the voting model that has analysed most of them.")
  private @Nullable String model;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of all random numbers; default: ${DEFAULT-VALUE}.")
  private long seed;

  boolean isGiven() {
    return data.isGiven();
  }

  long seed() {
    return seed;
  }

  /** Reads the data set with its vectors. */
  Samples samples() throws ConvertException, IOException {
    Settings setup = setup();
    return samples(data.read(setup), setup);
  }

  /** Reads it with the songs that its published split leaves out. */
  Samples wholeSamples() throws ConvertException, IOException {
    Settings setup = setup();
    return samples(LabelledData.readWhole(data.request(setup)), setup);
  }

  private Settings setup() {
    if (!data.isGiven()) {
      throw new UsageError(
          "Name the songs: --data library for your own by their tags, or another data set");
    }
    return Installation.setup();
  }

  private Samples samples(LabelledData read, Settings setup) throws ConvertException, IOException {
    boolean own = model == null || model.equals(HeadInput.FEATURES);
    if (own && !read.columns().isEmpty()) {
      return ofColumns(read);
    }
    boolean stored = IN_DATABASE.contains(read.name());
    if (model == null && !stored) {
      throw new UsageError(
          "--data " + read.name() + " has audio only: name a model for it with --for");
    }
    List<ModelPackage> models =
        model == null
            ? List.of(mostStored(read, setup))
            : new NamedModels(setup).all(String.valueOf(model));
    return ofModels(read, models, stored, setup);
  }

  private static Samples ofColumns(LabelledData read) {
    List<LabelledData.Row> rows = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    for (LabelledData.Row row : read.rows()) {
      float[] vector = row.vector();
      if (vector.length > 0) {
        rows.add(row);
        vectors.add(vector);
      }
    }
    return new Samples(read.name(), rows, vectors, read.columns());
  }

  /** The voting model that has a stored embedding of the most songs; of equal ones the last. */
  private static ModelPackage mostStored(LabelledData read, Settings setup) {
    Set<Long> tracks = Set.copyOf(read.rows().stream().map(LabelledData.Row::track).toList());
    try (Ledger ledger = Ledger.read(setup.home())) {
      return ModelSelection.of(setup).stages().stream()
          .map(StageModel::model)
          .max(
              Comparator.comparingLong(
                  voting ->
                      ledger.tracks().embedded(voting.encoderHash()).stream()
                          .filter(tracks::contains)
                          .count()))
          .orElseThrow(
              () ->
                  new UsageError(
                      "No model votes, so no embeddings are in use: name one with --for"));
    }
  }

  private static Samples ofModels(
      LabelledData read, List<ModelPackage> models, boolean stored, Settings setup)
      throws ConvertException, IOException {
    List<Path> songs = read.rows().stream().flatMap(row -> row.audio().stream()).toList();
    Map<Path, float[]> found =
        stored ? SongVectors.stored(songs, models, setup) : SongVectors.of(songs, models, setup);
    List<LabelledData.Row> rows = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    for (LabelledData.Row row : read.rows()) {
      float[] vector = row.audio().map(found::get).orElse(null);
      if (vector != null) {
        rows.add(row);
        vectors.add(vector);
      }
    }
    List<HeadInput> inputs =
        models.stream().map(one -> HeadInput.of(one, HeadInput.Output.EMBEDDING)).toList();
    String names = String.join("+", models.stream().map(one -> one.card().name()).toList());
    if (stored) {
      System.err.printf(
          "reclass: %s: %d of %d songs have a stored vector by %s%n",
          read.name(), rows.size(), read.rows().size(), names);
    }
    if (rows.isEmpty()) {
      throw new UsageError(
          "No song has a vector by " + names + ": run reclass revote, or name another with --for");
    }
    return new Samples(
        read.name() + ", " + names,
        rows,
        vectors,
        IntStream.range(0, HeadInput.width(inputs))
            .mapToObj(i -> HeadInput.nameOf(inputs, i))
            .toList());
  }
}
