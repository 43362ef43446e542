package io.musicreclass.cli.train;

import io.musicreclass.classify.selection.NamedModels;
import io.musicreclass.cli.table.SongVectors;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadFolder;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.HeadTarget;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.Features;
import io.musicreclass.train.data.LabelledData;
import io.musicreclass.train.head.HeadOptions;
import io.musicreclass.train.head.HeadTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains a head on a data set: on its own columns, or on what models give for its audio. */
final class DataHead {
  private final LabelledData data;
  private final Settings setup;
  private final Optional<Path> output;
  private final HeadOptions options;
  private final long seed;

  /** Reads the data set. */
  DataHead(DataOptions named, Settings setup, Optional<Path> output, HeadOptions options, long seed)
      throws ConvertException, IOException {
    this.data = named.read(setup);
    this.setup = setup;
    this.output = output;
    this.options = options;
    this.seed = seed;
  }

  /** On the columns of the data set, into a folder. */
  int ofColumns(String name) throws ConvertException, IOException {
    if (data.columns().isEmpty()) {
      throw new UsageError(
          "--data " + data.name() + " has audio only: name a model for it with --for");
    }
    HeadFolder unused = onColumns(name);
    if (data.isTableOnly()) {
      System.out.println(
          "Table only: these columns cannot be computed from a file, so the head cannot be a stage");
    }
    return 0;
  }

  private HeadFolder onColumns(String name) throws ConvertException, IOException {
    List<LabelledData.Row> rows = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    for (LabelledData.Row row : data.rows()) {
      if (row.vector().length > 0) {
        rows.add(row);
        vectors.add(row.vector());
      }
    }
    return train(
        rows, vectors, data.isTableOnly() ? List.of() : data.columns(), name, Optional.empty());
  }

  /** A new model on the 518 features: those of the data set, or those of its audio. */
  int ofFeatures(Optional<String> given) throws ConvertException, IOException {
    String name = given.orElse(data.name());
    Optional<ModelPackage> there = setup.store().find(name);
    if (there.isPresent() && (given.isEmpty() || there.get().card().bundled())) {
      throw new UsageError("There is a model " + name + " already: name another with --name");
    }
    if (data.featureSource().isPresent()) {
      LabelledData.FeatureSource from = data.featureSource().get();
      return made(onColumns(name), from);
    }
    refuseTableOnly(HeadInput.FEATURES);
    ModelPackage model = new NamedModels(setup).all(HeadInput.FEATURES).get(0);
    Card card = model.card();
    return made(
        onAudio(List.of(model), Features.NAMES, name, Optional.empty()),
        new LabelledData.FeatureSource(card.sampleRate(), card.excerpt()));
  }

  /** Makes a model of a head on some of the 518 features, which needs no encoder. */
  private int made(HeadFolder head, LabelledData.FeatureSource from) throws IOException {
    HeadFolder.Description described = head.description();
    Card card =
        new Card(
            1,
            described.name(),
            Kind.HEAD,
            Kind.HEAD.stage().orElse(null),
            false,
            described.licence(),
            described.source().stream().findFirst().orElse(null),
            Instant.now(),
            from.sampleRate(),
            from.excerpt(),
            new Card.FrontEnd(
                HeadInput.FEATURES, from.sampleRate() == 0 ? Map.of() : Map.of("channels", 1)),
            null,
            described.head(),
            Map.of());
    ModelPackage model =
        ModelStore.write(
            setup.models(), card, Map.of(ModelPackage.HEAD, head.onnx()), HeadCommand::verify);
    System.out.println(
        "Now the model " + model.card().name() + "; reclass model list shows whether it votes");
    return 0;
  }

  /** The head of a model, on what the model gives for the audio of the data set. */
  int ofModel(HeadTarget target) throws ConvertException, IOException {
    refuseTableOnly(target.name());
    HeadFolder head =
        onAudio(target.models(), List.of(), HeadCommand.headName(target), Optional.of(target));
    HeadCommand.adopt(head, target);
    return 0;
  }

  private void refuseTableOnly(String model) {
    if (data.isTableOnly()) {
      throw new UsageError(
          "--for %s: %s is table only: its %d columns cannot be computed from a file, so no stage can use a head on them. Give --output DIR instead; --data msd-audio joins its labels to your own songs"
              .formatted(model, data.name(), data.columns().size()));
    }
  }

  private HeadFolder onAudio(
      List<ModelPackage> models, List<String> features, String name, Optional<HeadTarget> target)
      throws ConvertException, IOException {
    List<Path> songs = data.rows().stream().flatMap(row -> row.audio().stream()).toList();
    if (songs.isEmpty()) {
      throw new UsageError(
          "--data %s: there is no audio in %s, which the model needs"
              .formatted(data.name(), data.place()));
    }
    Map<Path, float[]> found = SongVectors.of(songs, models, setup);
    List<LabelledData.Row> rows = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    for (LabelledData.Row row : data.rows()) {
      float[] vector = row.audio().map(found::get).orElse(null);
      if (vector != null) {
        rows.add(row);
        vectors.add(vector);
      }
    }
    return train(rows, vectors, features, name, target);
  }

  private HeadFolder train(
      List<LabelledData.Row> rows,
      List<float[]> vectors,
      List<String> features,
      String name,
      Optional<HeadTarget> target)
      throws ConvertException, IOException {
    if (rows.isEmpty()) {
      throw new UsageError("--data " + data.name() + ": no song has a vector; see above");
    }
    HeadFolder head =
        HeadTraining.run(data, rows, vectors, features, options, name, target, seed, System.out);
    if (output.isPresent()) {
      head.write(output.get());
      System.out.println("Written to " + output.get());
    }
    return head;
  }
}
